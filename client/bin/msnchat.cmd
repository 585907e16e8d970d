@echo off
rem Starts msnchat, the client for people in a terminal, from a checkout. mockserver\bin\msnmock.cmd builds and starts it.
setlocal
set "MSNMOCK_PROGRAM=msnchat"
call "%~dp0..\..\mockserver\bin\msnmock.cmd" %*
exit /b %ERRORLEVEL%
