@echo off
rem Starts msnmock from a checkout, and builds it first when sources are newer than what is built.
rem The same as the shell script "msnmock" beside it, which says more; without its class-data archives.
setlocal

for %%I in ("%~dp0..\..") do set "CHECKOUT=%%~fI"
set "SERVER_JAR=%CHECKOUT%\mockserver\target\quick\msnmock-mockserver.jar"
set "CLIENT_JAR=%CHECKOUT%\client\target\quick\msnmock-client.jar"
set "STATE=%CHECKOUT%\mockserver\target\quick\launcher"

if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java.exe")
if not defined MSNMOCK_MAVEN set "MSNMOCK_MAVEN=mvn"

call :out_of_date
if not errorlevel 1 goto start

rem A folder is made by one process only. Who finds it there waits, five minutes at most.
if not exist "%STATE%" mkdir "%STATE%"
set "WAITED=0"
:lock
mkdir "%STATE%\lock" 2>nul && goto locked
set /a WAITED+=1
if %WAITED% GTR 300 goto stuck
ping -n 2 127.0.0.1 >nul
goto lock

:stuck
rem Not within parentheses: a folder like "Program Files (x86)" would end them.
echo msnmock: another msnmock builds for five minutes already. If it does not, remove "%STATE%\lock" 1>&2
exit /b 70

:locked
call :out_of_date
if not errorlevel 1 goto built
echo msnmock: building (the sources are newer than what is built^) 1>&2
type nul >"%STATE%\stamp.new"
pushd "%CHECKOUT%"
call "%MSNMOCK_MAVEN%" -q -B -ntp -Pquick -Dmaven.test.skip=true -pl client,mockserver package 1>&2
if errorlevel 1 (
  popd
  rmdir "%STATE%\lock"
  echo msnmock: the build failed; the messages above say why 1>&2
  exit /b 70
)
popd
move /y "%STATE%\stamp.new" "%STATE%\stamp" >nul
:built
rmdir "%STATE%\lock"

:start
set "FLAGS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%MSNMOCK_PROGRAM%"=="msnchat" goto chat
rem In the mock's quotes a backslash escapes; Java takes slashes as well.
set "CLIENT_JAVA=%JAVA:\=/%"
set "CLIENT_PATH=%CLIENT_JAR:\=/%"
set MSNMOCK_BUNDLED_CLIENT="%CLIENT_JAVA%" %FLAGS% -jar "%CLIENT_PATH%" --adapter stdio --article-in signin.seed-article --reply-timeout 15s --reconnect 5s
set "MSNMOCK_BUNDLED_DIALOGUES=%CHECKOUT%\scenarios\dialogues"
if not defined MSNMOCK_REPORT_DIR set "MSNMOCK_REPORT_DIR=%CHECKOUT%\target\msnmock"

"%JAVA%" -XX:+UseSerialGC %MSNMOCK_JAVA_OPTS% -jar "%SERVER_JAR%" %*
exit /b %ERRORLEVEL%

rem client\bin\msnchat.cmd comes here, for one program to build and the other not to.
:chat
set "MSNMOCK_PROGRAM="
"%JAVA%" %FLAGS% -Djdk.console=java.base --enable-native-access=ALL-UNNAMED %MSNMOCK_JAVA_OPTS% -cp "%CLIENT_JAR%" org.msnmock.client.console.ChatConsole %*
exit /b %ERRORLEVEL%

rem Sets the error level to 1 when something is to be built.
:out_of_date
if not exist "%SERVER_JAR%" exit /b 1
if not exist "%CLIENT_JAR%" exit /b 1
if not exist "%STATE%\stamp" exit /b 1
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath ($env:STATE + '\stamp')).LastWriteTimeUtc; $at = $env:CHECKOUT; $files = @(Get-Item -LiteralPath ($at + '\pom.xml'), ($at + '\client\pom.xml'), ($at + '\mockserver\pom.xml')) + @(Get-ChildItem -Recurse -LiteralPath ($at + '\client\src\main'), ($at + '\mockserver\src\main')); if ($files | Where-Object { $_.LastWriteTimeUtc -gt $built }) { exit 1 }"
exit /b %ERRORLEVEL%
