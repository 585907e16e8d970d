package org.msnmock.scenarios;

import static org.msnmock.scenarios.Fault.Kind.FIRST_STEPS;
import static org.msnmock.scenarios.Fault.Kind.FRAMING;
import static org.msnmock.scenarios.Fault.Kind.OTHER;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.msnmock.mockserver.dialogue.Dialogue;

/**
 * What clients get wrong, done on purpose to one that gets it right. Each names the requirements
 * that it offends against.
 */
enum Fault {
  // ---- lines and fields ----
  ENDS_LINES_IN_LF(FRAMING, "FRAME-01", rig -> rig.said(f -> f.replace("\r\n", "\n"))),
  PUTS_TWO_BLANKS(FRAMING, "FRAME-02", rig -> rig.said(f -> f.replaceFirst(" ", "  "))),
  WRITES_SMALL_VERBS(FRAMING, "LOGIN-01", rig -> rig.said(Tricks::withSmallVerb)),
  LEAVES_OUT_THE_ID(FRAMING, "TRID-01", rig -> rig.said(f -> f.replaceFirst(" [0-9]+", ""))),
  COUNTS_FROM_1000(
      OTHER, "TRID-07", rig -> rig.settings(b -> b.manners(Tricks.countingFrom(1000)))),
  READS_ONE_LINE_A_SEGMENT(FRAMING, "FRAME-04 FRAME-06", rig -> rig.reading(Segments::firstLines)),
  TAKES_SEGMENTS_FOR_LINES(OTHER, "FRAME-03", rig -> rig.reading(Segments::asLines)),
  DECODES_SEGMENTS(OTHER, "FRAME-09", rig -> rig.reading(Segments::decoded)),
  READS_PAYLOADS_AS_LINES(OTHER, "FRAME-05", rig -> rig.heard(Tricks::withPayloadAsLines)),
  WAITS_FOR_EMPTY_PAYLOADS(
      OTHER, "FRAME-08", rig -> rig.conversation(() -> Tricks.deafAfter(rig, "MSG .* 0\r\n"))),
  READS_LATIN_1(OTHER, "FRAME-10", rig -> rig.heard(Tricks::asLatin1)),
  TAKES_PLUS_FOR_A_BLANK(
      OTHER, "FRAME-12", rig -> rig.heard(f -> f.startsWith("USR") ? f.replace("+", "%20") : f)),
  DECODES_TWICE(
      OTHER, "FRAME-13", rig -> rig.heard(f -> f.startsWith("USR") ? f.replace("%25", "%") : f)),
  READS_OTHERS_AS_LATIN_1(
      OTHER, "FRAME-10", rig -> rig.heard(f -> Tricks.namesOthers(f) ? Tricks.asLatin1(f) : f)),
  TAKES_PLUS_IN_OTHERS_FOR_A_BLANK(
      OTHER, "FRAME-12", rig -> rig.heard(f -> Tricks.namesOthers(f) ? f.replace("+", "%20") : f)),
  DECODES_OTHERS_TWICE(
      OTHER, "FRAME-13", rig -> rig.heard(f -> Tricks.namesOthers(f) ? f.replace("%25", "%") : f)),
  DROPS_LONG_NAMES(
      OTHER, "PRES-08", rig -> rig.heard(f -> f.length() > 387 && f.startsWith("NLN") ? "" : f)),
  FALLS_OVER_BAD_ESCAPES(
      OTHER,
      "FRAME-14",
      rig -> rig.heard(f -> Tricks.fallOver(f, "USR \\d+ OK (?s:.*)%(?![0-9A-F]{2}[^%]).*"))),
  FALLS_OVER_NEW_COMMANDS(
      OTHER, "FRAME-15", rig -> rig.heard(f -> Tricks.fallOver(f, "(XYZ|SBS).*"))),
  FALLS_OVER_NEW_FIELDS(
      OTHER,
      "FRAME-16",
      rig -> rig.heard(f -> Tricks.fallOver(f, "FLN \\S+ .*|QNG \\S+ .*|NLN( \\S+){5,}"))),

  FALLS_OVER_EMPTY_LINES(OTHER, "FRAME-17", rig -> rig.heard(f -> Tricks.fallOver(f, ""))),
  READS_NO_BARE_LINE_FEEDS(
      OTHER, "FRAME-20", rig -> rig.heard(f -> f.matches("(?s)[^\\r]*\\n") ? "" : f)),
  READS_LINES_OF_ANY_LENGTH(OTHER, "FRAME-18", rig -> rig.heard(f -> f.length() > 70_000 ? "" : f)),
  SHRUGS_AT_BAD_LENGTHS(
      OTHER,
      "FRAME-19",
      rig -> rig.heard(f -> f.matches("(?s)MSG Hotmail Hotmail (?![0-9]{1,7}\\r).*") ? "" : f)),

  // ---- transaction ids ----
  REPEATS_AN_ID(
      OTHER, "TRID-02 CHL-03", rig -> rig.said(f -> f.replaceFirst("^QRY \\d+", "QRY 4000000"))),
  WANTS_THE_REPLY_NEXT(OTHER, "TRID-03", rig -> rig.conversation(Tricks::thatWantsTheReplyNext)),
  TAKES_NUMBERS_FOR_IDS(
      OTHER,
      "TRID-04",
      rig -> rig.heard(f -> Tricks.fallOver(f, "(LSG|QNG|BPR|NOT|IPG) [1-6]( .*)?"))),
  FALLS_OVER_STRAY_ERRORS(
      OTHER, "TRID-06", rig -> rig.heard(f -> Tricks.fallOver(f, "\\d{3} \\d{7,}"))),

  COUNTS_PAST_THE_LAST_ID(
      OTHER,
      "TRID-08",
      rig -> rig.said(f -> f.replaceFirst("^USR 1 TWN I", "USR 4294967296 TWN I"))),
  STAYS_WITH_THE_LAST_ID(
      OTHER,
      "TRID-08",
      rig -> rig.said(f -> f.replaceFirst("^USR 1 TWN I", "USR 4294967295 TWN I"))),
  KNOWS_NO_ID_BEGUN_ANEW(
      OTHER, "TRID-08", rig -> rig.heard(f -> f.startsWith("USR 1 TWN S") ? "" : f)),

  // ---- greeting ----
  OFFERS_ANOTHER_VERSION(
      FIRST_STEPS,
      "LOGIN-01 LOGIN-02",
      rig -> rig.said(f -> f.replaceFirst("^(VER \\d+) MSNP9", "$1 MSNP7"))),
  OFFERS_NO_CVR0(OTHER, "LOGIN-22", rig -> rig.said(f -> f.replaceFirst("^(VER .*) CVR0", "$1"))),
  WANTS_CVR0_BACK(
      OTHER,
      "LOGIN-03",
      rig -> rig.heard(f -> f.replaceFirst("^VER (\\d+) MSNP9\r", "VER $1 0\r"))),
  GOES_ON_WITHOUT_A_VERSION(
      OTHER,
      "LOGIN-05",
      rig -> rig.heard(f -> f.replaceFirst("^VER (\\d+) 0\r", "VER $1 MSNP9\r"))),
  FORGETS_THE_ACCOUNT_IN_CVR(
      OTHER, "LOGIN-06", rig -> rig.said(f -> f.replaceFirst("^(CVR .*) \\S+\r", "$1\r"))),
  FALLS_OVER_ADVICE(
      OTHER, "LOGIN-07", rig -> rig.heard(f -> Tricks.fallOver(f, "CVR \\d+ (?!6).*"))),
  NAMES_ANOTHER_ACCOUNT(
      FIRST_STEPS,
      "LOGIN-08",
      rig -> rig.said(f -> f.replaceFirst("^(USR \\d+ TWN I) .*", "$1 mallory@example.com\r"))),
  DOES_NOT_KNOW_ITSELF(
      OTHER, "LOGIN-08", rig -> rig.conversation(Tricks::thatComparesAccountsByCase)),

  // ---- from server to server ----
  STAYS_WITH_THE_FIRST_SERVER(OTHER, "LOGIN-09", Rig::closesNothing),
  CALLS_THE_FIRST_SERVER_AGAIN(OTHER, "LOGIN-09", Rig::callsTheFirstAddressAgain),
  WANTS_SIX_FIELDS_IN_XFR(
      OTHER, "LOGIN-10", rig -> rig.heard(f -> Tricks.fallOver(f, "XFR(?!( \\S+){5}$).*"))),

  WANTS_A_PORT_IN_XFR(
      OTHER, "LOGIN-11", rig -> rig.heard(f -> Tricks.fallOver(f, "XFR \\d+ NS [^: ]+( .*)?"))),
  TAKES_THE_PORT_OF_THE_WEB(
      OTHER,
      "LOGIN-11",
      rig -> rig.heard(f -> f.replaceFirst("^(XFR \\d+ NS [^: ]+) ", "$1:443 "))),

  // ---- Passport ----
  SENDS_KNOWN_KEYS_ONLY(
      OTHER,
      "LOGIN-13",
      rig -> rig.passport(Exchanges.authorization(a -> a.replaceAll(",(seal|mood)=[^,]*", "")))),
  PUTS_BLANKS_BEHIND_COMMAS(
      OTHER, "PASS-01", rig -> rig.passport(Exchanges.authorization(a -> a.replace(",", ", ")))),
  TAKES_THE_FIRST_TICKET(
      OTHER,
      "PASS-09",
      rig ->
          rig.passport(
              Exchanges.answer(
                  a -> a.replaceFirst("from-PX=('[^']*').*from-PP='[^']*'", "from-PP=$1")))),
  LEAVES_PLUS_RAW(
      OTHER, "PASS-02", rig -> rig.passport(Exchanges.authorization(a -> a.replace("%2B", "+")))),
  WRITES_LATIN_1(
      OTHER,
      "PASS-02",
      rig ->
          rig.passport(
              Exchanges.authorization(a -> a.replace("%C3%BC", "%FC").replace("%C3%A4", "%E4")))),
  LEAVES_COMMAS_RAW(
      OTHER, "PASS-03", rig -> rig.passport(Exchanges.authorization(a -> a.replace("%2C", ",")))),
  ENCODES_TWICE(
      OTHER,
      "PASS-04",
      rig -> rig.passport(Exchanges.authorization(a -> a.replace("%25", "%2525")))),
  DOES_NOT_ENCODE_PERCENT(
      OTHER, "PASS-04", rig -> rig.passport(Exchanges.authorization(a -> a.replace("%25", "%")))),
  CUTS_PASSWORDS(
      OTHER,
      "PASS-17",
      rig ->
          rig.passport(Exchanges.authorization(a -> a.replaceFirst("(pwd=[^,]{16})[^,]*", "$1")))),
  KNOWS_ONE_SPELLING_OF_HEADERS(
      OTHER, "PASS-06", rig -> rig.passport(Exchanges.by(Passports::oneSpelling))),
  DROPS_AUTHORIZATION_AT_REDIRECTS(
      OTHER, "PASS-07", rig -> rig.passport(Passports.droppingAuthorization())),
  FOLLOWS_ONE_REDIRECT(OTHER, "PASS-08", rig -> rig.passport(Passports.following(1))),
  FOLLOWS_REDIRECTS_FOR_EVER(
      OTHER, "PASS-08", rig -> rig.passport(Exchanges.by(Passports::followingForEver))),
  ASKS_AGAIN_WHERE_NO_ADDRESS_IS_GIVEN(
      OTHER, "PASS-08", rig -> rig.passport(Exchanges.by(Passports::askingAgainWithoutAddress))),
  ASKS_AGAIN_AFTER_A_REFUSAL(
      OTHER, "PASS-12", rig -> rig.passport(Exchanges.by(Passports::askingAgainAfterRefusal))),
  READS_NO_BLANKS_IN_HEADERS(
      OTHER, "PASS-13", rig -> rig.passport(Exchanges.answer(v -> v.replaceAll(", [^,]*", "")))),
  MAKES_UP_A_TICKET(
      OTHER,
      "PASS-10 PASS-14 PASS-15",
      rig -> rig.passport(Exchanges.by(Passports::makingUpTickets))),
  CUTS_TICKETS(
      OTHER,
      "LOGIN-14",
      rig -> rig.said(f -> f.replaceFirst("^(USR \\d+ TWN S \\S{1000})\\S*", "$1"))),
  DECODES_TICKETS(
      OTHER, "LOGIN-14", rig -> rig.said(f -> f.startsWith("USR") ? f.replace("%26", "&") : f)),
  SHOWS_THE_PASSWORD(
      OTHER, "PASS-18", rig -> rig.said(f -> f.replaceFirst("^(CVR \\d+ \\S+) \\S+", "$1 s3cret"))),
  SENDS_THE_OLD_TICKET_AGAIN(OTHER, "PASS-19", Tricks::sendTheOldTicketAgain),

  // ---- being in ----
  SPEAKS_BEFORE_OK(
      OTHER, "LOGIN-20", rig -> rig.said(f -> f.contains(" TWN S ") ? f + "PNG\r\n" : f)),
  WANTS_SEVEN_FIELDS_IN_OK(
      OTHER, "LOGIN-15", rig -> rig.heard(f -> Tricks.fallOver(f, "USR \\d+ OK(?!( \\S+){4}$).*"))),
  WAITS_FOR_THE_PROFILE(OTHER, "NSMSG-07", rig -> rig.conversation(Tricks::thatWaitsForTheProfile)),
  FALLS_OVER_ODD_PROFILES(
      OTHER,
      "NSMSG-07",
      rig -> rig.heard(f -> Tricks.fallOver(f, "MSG(?!(?s:.*)LoginTime: \\d)(?s:.*)"))),
  OVERLOOKS_CHANGES(OTHER, "PRES-04", rig -> rig.heard(f -> f.startsWith("NLN AWY") ? "" : f)),
  OVERLOOKS_WHO_LEAVES(OTHER, "PRES-05", rig -> rig.heard(f -> f.startsWith("FLN") ? "" : f)),
  SPELLS_STATUS_SMALL(
      OTHER, "PRES-02", rig -> rig.said(f -> f.replaceFirst("^(CHG \\d+) BSY", "$1 bsy"))),
  LEAVES_THE_LIST_ALONE(
      OTHER, "PRES-01 SYN-01", rig -> rig.settings(b -> b.manners(Tricks.withoutList()))),

  // ---- the list ----
  ASKS_FOR_THE_LIST_TWICE(
      FIRST_STEPS,
      "SYN-01",
      rig -> rig.said(f -> f.startsWith("CHG") ? f + "SYN 4000000 0\r\n" : f)),
  SHOWS_NOBODY(OTHER, "SYN-01 SYN-07 SYN-13", rig -> rig.events("contacts", Told::withoutContacts)),
  WAITS_FOR_A_LIST_THAT_IS_UNCHANGED(
      OTHER, "SYN-02", rig -> rig.heard(f -> f.replaceFirst("^(SYN \\d+ \\d+)\r", "$1 1 1\r"))),
  WAITS_FOR_ONE_CONTACT(
      OTHER, "SYN-03", rig -> rig.heard(f -> f.replaceFirst("^(SYN \\d+ \\d+) 0 ", "$1 1 "))),
  WANTS_A_GROUP_FOR_EVERYBODY(
      OTHER, "SYN-06", rig -> rig.heard(f -> Tricks.fallOver(f, "LST \\S+ \\S+ \\S+"))),
  TAKES_EVERYBODY_FOR_A_FRIEND(
      OTHER, "SYN-08", rig -> rig.heard(f -> f.replaceFirst("^(LST \\S+ \\S+) \\d+", "$1 11"))),
  FALLS_OVER_UNSET_PROPERTIES(
      OTHER, "SYN-10", rig -> rig.heard(f -> Tricks.fallOver(f, "(PRP|BPR) \\S+ ?"))),
  FALLS_OVER_UNKNOWN_GROUPS(
      OTHER, "SYN-12", rig -> rig.heard(f -> Tricks.fallOver(f, "LST .* 29"))),
  GIVES_PROPERTIES_TO_THE_NEXT(
      OTHER, "SYN-05", rig -> rig.conversation(Tricks::thatGivesPropertiesToTheNext)),
  OVERLOOKS_PROPERTIES_OF_THE_LAST(
      OTHER, "SYN-05", rig -> rig.conversation(Tricks::thatIsDoneWithTheLastContact)),
  TAKES_STRANGERS_THE_OTHER_WAY(OTHER, "SYN-14", rig -> rig.heard(Tricks::withStrangersSwapped)),
  WANTS_GROUPS_LAST(OTHER, "SYN-13", rig -> rig.conversation(Tricks::thatWantsGroupsLast)),

  // ---- changes of the list ----
  GIVES_GROUPS_BY_NAME(
      OTHER,
      "LIST-01 LIST-06",
      rig -> rig.said(f -> f.replaceFirst("^(ADD \\d+ FL \\S+ \\S+) \\d+", "$1 Friends"))),
  ADDS_WITHOUT_A_NAME(
      OTHER,
      "LIST-01 LIST-04",
      rig -> rig.said(f -> f.replaceFirst("^(ADD \\d+ (AL|BL) \\S+) \\S+", "$1"))),
  REMOVES_FROM_EVERY_GROUP(
      OTHER,
      "LIST-01 LIST-06",
      rig -> rig.said(f -> f.replaceFirst("^(REM \\d+ FL \\S+) \\d+", "$1"))),
  UPDATES_BEFORE_THE_REPLY(OTHER, "LIST-02", Tricks::tellBeforeTheReply),
  TAKES_REFUSALS_FOR_YES(
      OTHER, "LIST-02 LIST-07", rig -> rig.conversation(Tricks::thatTakesRefusalsForYes)),
  IGNORES_REFUSALS(
      OTHER,
      "LIST-07",
      rig -> rig.heard(f -> f.matches("(20[158]|21[0569]|224) \\d+\\r\\n") ? "" : f)),
  COUNTS_GROUPS_ITSELF(
      OTHER, "LIST-02", rig -> rig.heard(f -> f.replaceFirst("^(ADG \\d+ \\d+ \\S+) 17", "$1 2"))),
  BLOCKS_AT_ONCE(
      OTHER, "LIST-04", rig -> rig.said(f -> f.matches("REM \\d+ (AL|BL) .*\r\n") ? "" : f)),
  ASKS_NOBODY(
      OTHER,
      "LIST-03 SYN-09",
      rig -> rig.events("contact-request", p -> Told.without(p, "contact-request", "", ""))),
  ALLOWS_EVERYBODY(
      OTHER, "LIST-03 SYN-09", rig -> rig.heard(f -> f.replaceFirst("^GTC A", "GTC N"))),
  ASKS_ALWAYS(OTHER, "LIST-03", rig -> rig.heard(f -> f.replaceFirst("^GTC N", "GTC A"))),
  WRITES_TO_THE_REVERSE_LIST(
      OTHER, "LIST-05", rig -> rig.said(f -> f.replaceFirst("^(ADD \\d+) AL", "$1 RL"))),
  TAKES_ID_0_FOR_A_REPLY(
      OTHER, "TRID-05", rig -> rig.heard(f -> Tricks.fallOver(f, "(ADD|REM) 0 .*"))),
  OVERLOOKS_LATER_PROPERTIES(
      OTHER, "LIST-13", rig -> rig.heard(f -> f.matches("BPR \\d+ \\S+@.*\r\n") ? "" : f)),
  KEEPS_WHO_LEFT(OTHER, "LIST-14", rig -> rig.heard(f -> f.matches("REM 0 RL .*\\r\\n") ? "" : f)),
  FALLS_OVER_LATER_PROPERTIES(
      OTHER, "LIST-13", rig -> rig.heard(f -> Tricks.fallOver(f, "BPR \\d+ \\S+ .*"))),
  NEVER_FORGETS(OTHER, "SYN-04", rig -> rig.events("contacts", Told::withOldFriends)),
  COUNTS_VERSIONS(
      OTHER, "SYN-11", rig -> rig.said(f -> f.replaceFirst("^(SYN \\d+) 4711", "$1 28"))),
  TAKES_GROUP_0_FOR_ANOTHER(
      OTHER, "LIST-10", rig -> rig.heard(f -> f.replaceFirst("^LSG 0 ", "LSG 5 "))),
  WRITES_LONG_GROUP_NAMES(
      OTHER, "LIST-09", rig -> rig.said(f -> f.replaceFirst("^(ADG \\d+ \\S{59,}) 0", "$1x 0"))),

  // ---- the user's own name and settings ----
  ENCODES_LIKE_A_FORM(
      OTHER,
      "FRAME-11 FRAME-12",
      rig -> rig.said(f -> f.matches("(REA|ADG|REG|PRP) .*\r\n") ? f.replace("%20", "+") : f)),
  LEAVES_PERCENT_RAW(
      OTHER,
      "FRAME-11",
      rig -> rig.said(f -> f.matches("(REA|ADG|REG) .*\r\n") ? f.replace("%25", "%") : f)),
  SENDS_LONG_NAMES(
      OTHER,
      "LIST-08",
      rig -> rig.said(f -> f.replaceFirst("^(REA \\d+ \\S+ \\S{350,})\\r", "$1%20%20\r"))),
  CUTS_CHARACTERS(
      OTHER,
      "LIST-08",
      rig -> rig.said(f -> f.replaceFirst("^(REA \\d+ \\S+ \\S{350,}).\\r", "$1\r"))),
  READS_PROPERTIES_OF_THE_LIST_ONLY(
      OTHER, "LIST-12", rig -> rig.heard(f -> Tricks.fallOver(f, "PRP \\d+ \\d+ .*"))),
  SENDS_LONG_PHONES(
      OTHER,
      "LIST-11",
      rig -> rig.said(f -> f.replaceFirst("^(PRP \\d+ PHH \\S{95})\\r", "$11\r"))),
  TAKES_ALREADY_SO_FOR_AN_ERROR(
      OTHER, "LIST-15", rig -> rig.heard(f -> f.replaceFirst("^218 ", "219 "))),

  // ---- presence and mail ----
  OVERLOOKS_WHO_IS_THERE(
      OTHER, "PRES-03", rig -> rig.heard(f -> f.matches("ILN .*\\r\\n") ? "" : f)),
  TAKES_HIDDEN_FOR_GONE(
      OTHER, "PRES-11", rig -> rig.heard(f -> Tricks.fallOver(f, "CHG \\d+ HDN.*"))),
  FALLS_OVER_PICTURES(OTHER, "PRES-04", rig -> rig.heard(f -> Tricks.fallOver(f, "NLN( \\S+){5}"))),
  FALLS_OVER_LARGE_CLIENT_IDS(
      OTHER,
      "PRES-10",
      rig -> rig.heard(f -> Tricks.fallOver(f, "NLN( \\S+){3} (2147483648|4294967295)"))),
  TAKES_UNKNOWN_FOR_OFFLINE(
      OTHER, "PRES-06", rig -> rig.heard(f -> f.replaceFirst("^NLN XYZ (\\S+).*", "FLN $1\r"))),
  FALLS_OVER_STRANGERS(
      OTHER, "PRES-07", rig -> rig.heard(f -> Tricks.fallOver(f, "(NLN \\S+|FLN) mallory.*"))),
  FALLS_OVER_A_REPEATED_STATUS(
      OTHER, "PRES-13", rig -> rig.conversation(Tricks::thatWantsNewStatuses)),
  KEEPS_PEOPLE_ONLINE(
      OTHER,
      "PRES-14",
      rig -> rig.events("presence", p -> Told.without(p, "presence", "status", "FLN"))),
  READS_NO_MAILBOX(
      OTHER,
      "NSMSG-02",
      rig -> rig.heard(f -> f.matches("(?s)MSG .*x-msmsgsinitialemailnotification.*") ? "" : f)),
  SHOWS_WORDS_AS_THEY_STAND(
      OTHER,
      "NSMSG-03",
      rig -> rig.heard(f -> f.contains("x-msmsgsemailnotification") ? f.replace("=?", "=!") : f)),
  COUNTS_MAIL_THE_OTHER_WAY(OTHER, "NSMSG-04", rig -> rig.heard(Tricks::withFoldersSwapped)),
  IGNORES_ANNOUNCEMENTS(
      OTHER,
      "NSMSG-05",
      rig -> rig.heard(f -> f.matches("(?s)MSG .*x-msmsgssystemmessage.*") ? "" : f)),

  FALLS_OVER_UNKNOWN_MESSAGES(
      OTHER,
      "NSMSG-01",
      rig ->
          rig.heard(
              f ->
                  Tricks.fallOver(
                      f,
                      "(?s)MSG Hotmail .*Content-Type: "
                          + "(?!text/x-msmsgs(profile|\\w*mailnotification)|application/x-msmsgssystem).*"))),

  // ---- challenges and pings ----
  IGNORES_HAVING_NO_MAILBOX(
      OTHER, "END-05", rig -> rig.heard(f -> f.matches("710 \\d+\\r\\n") ? "" : f)),
  IGNORES_A_FAILED_CHALLENGE(
      OTHER, "CHL-06", rig -> rig.heard(f -> f.matches("540 \\d+\\r\\n") ? "" : f)),
  PINGS_WITH_AN_ID(OTHER, "PING-01", rig -> rig.said(f -> f.replaceFirst("^PNG", "PNG 9"))),
  FALLS_OVER_A_BARE_QNG(OTHER, "PING-02", rig -> rig.heard(f -> Tricks.fallOver(f, "QNG"))),
  NEVER_PINGS(
      OTHER, "PING-03 PING-04", rig -> rig.settings(b -> b.pingInterval(Duration.ofHours(1)))),
  PINGS_WHEN_IT_LIKES(OTHER, "PING-05", rig -> rig.heard(f -> f.replaceFirst("^QNG 20", "QNG"))),
  ANSWERS_NO_CHALLENGE(OTHER, "CHL-01", rig -> rig.said(f -> f.startsWith("QRY") ? "" : f)),
  WRITES_DIGESTS_IN_CAPITALS(OTHER, "CHL-01", rig -> rig.said(Tricks::withCapitalDigest)),
  COMPUTES_ANOTHER_DIGEST(OTHER, "CHL-02", rig -> rig.said(Tricks::withAnotherDigest)),
  ANSWERS_DIGITS_ONLY(
      OTHER, "CHL-04", rig -> rig.heard(f -> f.matches("CHL 0 (?!\\d{20}\r).*\r\n") ? "" : f)),
  ANSWERS_ONCE_ONLINE(OTHER, "CHL-05", rig -> rig.conversation(Tricks::thatAnswersOnceOnline)),
  WAITS_FOR_A_PAYLOAD_OF_QRY(
      OTHER, "CHL-07", rig -> rig.conversation(Tricks::thatSkipsALineAfterQry)),

  // ---- conversations ----
  ENTERS_WITH_ANOTHER_KEY(
      OTHER, "SB-01", rig -> rig.said(f -> f.replaceFirst("^(USR \\d+ \\S+@\\S+) \\S+", "$1 9.9"))),
  TAKES_SWITCHBOARDS_IN_ORDER(
      OTHER,
      "SB-02",
      rig -> rig.conversation(() -> ChatTricks.inOrder("XFR .*", "XFR \\d+ SB .*"))),
  ANSWERS_IN_ANOTHER_SESSION(
      OTHER, "SB-03", rig -> rig.said(f -> f.replaceFirst("^(ANS .*) \\S+\r", "$1 999\r"))),
  OVERLOOKS_CALLS(OTHER, "SB-03 MSG-10", rig -> rig.heard(f -> f.startsWith("RNG") ? "" : f)),
  CALLS_BEFORE_IT_IS_IN(OTHER, "SB-04", rig -> rig.conversation(ChatTricks::thatCallsEarly)),
  TALKS_BEFORE_ANYBODY_COMES(OTHER, "SB-05", rig -> rig.said(ChatTricks::earlyText)),
  KNOWS_THE_FIRST_OF_THOSE_THERE(
      OTHER, "SB-06", rig -> rig.heard(f -> f.matches("IRO \\d+ [2-9] .*\r\n") ? "" : f)),
  FALLS_OVER_REFUSED_CALLS(
      OTHER, "SB-07", rig -> rig.heard(f -> Tricks.fallOver(f, "(208|215|216|217|713) \\d+"))),
  HIDES_ERRORS(OTHER, "SB-07 SB-12 SB-17", rig -> rig.events("error", Told::withoutErrors)),
  KNOWS_THE_FIRST_GUEST_ONLY(
      OTHER, "SB-08", rig -> rig.conversation(ChatTricks::thatKnowsTheFirstGuestOnly)),
  OVERLOOKS_GOODBYES(
      OTHER, "SB-09 SB-10 SB-11", rig -> rig.heard(f -> f.startsWith("BYE") ? "" : f)),
  FALLS_OVER_IDLE_GUESTS(OTHER, "SB-09", rig -> rig.heard(f -> Tricks.fallOver(f, "BYE \\S+ 1"))),
  ENDS_WITH_A_REFUSED_TALK(
      OTHER,
      "SB-12",
      rig -> rig.conversation(() -> ChatTricks.thatGivesUpEverything(rig, "911 \\d+\r\n"))),
  ANSWERS_WHOM_IT_BLOCKS(
      OTHER, "SB-13", rig -> rig.heard(f -> f.replaceFirst("^(LST \\S+ \\S+) 12\r", "$1 11\r"))),
  PINGS_SWITCHBOARDS(OTHER, "SB-14", rig -> rig.said(f -> f.startsWith("CAL") ? f + "PNG\r\n" : f)),
  LEAVES_CHATS_WITHOUT_A_WORD(
      OTHER,
      "SB-15",
      rig ->
          rig.conversation(
              () ->
                  ChatTricks.onSwitchboards(
                      f -> f.startsWith("OUT") ? "" : f, UnaryOperator.identity()))),
  SAYS_IT_TWICE(
      OTHER, "SB-16", rig -> rig.said(f -> ChatTricks.isText(f) ? ChatTricks.twice(f, 5000) : f)),
  FORGETS_THAT_IT_HIDES(
      OTHER, "PRES-11", rig -> rig.heard(f -> f.replaceFirst("^(CHG \\d+) HDN", "$1 NLN"))),
  FALLS_OVER_HIDING(OTHER, "SB-17", rig -> rig.heard(f -> Tricks.fallOver(f, "913 \\d+"))),
  DEAF_IN_TALKS_OF_A_LOST_SESSION(
      OTHER, "END-07", rig -> rig.heard(f -> f.endsWith("Are you there?") ? "" : f)),

  // ---- messages ----
  LEAVES_OUT_THE_VERSION(
      OTHER,
      "MSG-01",
      rig ->
          rig.said(f -> ChatTricks.withText(f, p -> p.replaceFirst("^MIME-Version: 1.0\r\n", "")))),
  PUTS_THE_TYPE_FIRST(
      OTHER,
      "MSG-01",
      rig -> rig.said(f -> ChatTricks.withText(f, ChatTricks::withSwappedHeaders))),
  ENDS_LINES_OF_TEXTS_IN_LF(
      OTHER, "MSG-02", rig -> rig.said(f -> ChatTricks.withText(f, ChatTricks::withLinesInLf))),
  WRITES_TEXTS_IN_LATIN_1(
      OTHER, "MSG-02", rig -> rig.said(f -> ChatTricks.withText(f, ChatTricks::inLatin1))),
  COUNTS_CHARACTERS(OTHER, "FRAME-07", rig -> rig.said(ChatTricks::countingCharacters)),
  SENDS_TOO_MUCH_AT_A_TIME(
      OTHER, "MSG-03", rig -> rig.said(f -> ChatTricks.withText(f, ChatTricks::tooLong))),
  SPLITS_WITHIN_LETTERS(OTHER, "MSG-03", rig -> rig.conversation(ChatTricks::thatSplitsBytes)),
  CUTS_OFF_LONG_TEXTS(OTHER, "MSG-03", rig -> rig.conversation(ChatTricks::thatDropsTheRest)),
  TAKES_NAK_FOR_ACK(OTHER, "MSG-04 SB-11", rig -> rig.heard(f -> f.replaceFirst("^NAK", "ACK"))),
  TAKES_RECEIPTS_IN_ORDER(
      OTHER,
      "MSG-04",
      rig -> rig.conversation(() -> ChatTricks.inOrder("MSG \\d+ A .*", "(ACK|NAK) .*"))),
  WANTS_RECEIPTS_FOR_TYPING(
      OTHER,
      "MSG-05",
      rig -> rig.said(f -> ChatTricks.isTyping(f) ? f.replaceFirst("^(MSG \\d+) U", "$1 A") : f)),
  TELLS_OF_EACH_KEY(
      OTHER,
      "MSG-09",
      rig -> rig.said(f -> ChatTricks.isTyping(f) ? ChatTricks.twice(f, 6000) : f)),
  OVERLOOKS_TYPING(OTHER, "MSG-09", rig -> rig.heard(f -> ChatTricks.isTyping(f) ? "" : f)),
  WANTS_A_CONTENT_TYPE(
      OTHER,
      "MSG-06",
      rig -> rig.heard(f -> Tricks.fallOver(f, "MSG(?!(?s:.*)[Cc]ontent-[Tt]ype)(?s:.*\n.+)"))),
  SPLITS_AT_EVERY_COLON(
      OTHER,
      "MSG-07",
      rig -> rig.heard(f -> Tricks.fallOver(f, "(?s)MSG .*\nUser-Agent: [^\r]*:.*"))),
  READS_COLOURS_AS_THEY_STAND(
      OTHER, "MSG-08", rig -> rig.heard(ChatTricks::withColoursAsTheyStand)),
  WANTS_ALL_OF_THE_LOOKS(
      OTHER,
      "MSG-08",
      rig -> rig.heard(f -> Tricks.fallOver(f, "(?s)MSG .*\nX-MMS-IM-Format: (?!.*PF=).*"))),
  IGNORES_STRANGERS(OTHER, "MSG-10", rig -> rig.heard(f -> f.startsWith("MSG stranger") ? "" : f)),
  FALLS_OVER_COLOUR_CODES(
      OTHER,
      "MSG-11",
      rig -> rig.heard(f -> Tricks.fallOver(f, "(?s)MSG .*[\u0002\u0003\u0004].*"))),
  SHOWS_WHAT_IS_NOT_FOR_READING(
      OTHER,
      "MSG-12 NSMSG-06",
      rig ->
          rig.conversation(
              () ->
                  ChatTricks.onSwitchboards(
                      UnaryOperator.identity(),
                      f ->
                          f.startsWith("MSG") && !ChatTricks.isText(f)
                              ? ChatTricks.withPayload(
                                  f,
                                  p ->
                                      p.replaceFirst(
                                          "Content-Type: [^\r]*", "Content-Type: text/plain"))
                              : f))),
  TAKES_NAMES_FROM_MESSAGES(OTHER, "MSG-13", rig -> rig.events("message", Told::renamingContacts)),
  WRITES_SMALL_TYPES(
      OTHER, "MSG-14", rig -> rig.said(f -> f.replaceFirst("^(MSG \\d+) A", "$1 a"))),
  SENDS_TEXTS_AS_DATA(
      OTHER, "MSG-14 LOGIN-04", rig -> rig.said(f -> f.replaceFirst("^(MSG \\d+) A", "$1 D"))),

  // ---- pictures ----
  SHOWS_WHAT_HAS_ANOTHER_SIZE(
      OTHER, "PRES-09", rig -> rig.said(f -> f.replaceFirst("^(CHG .*)%22412%22", "$1%22413%22"))),
  SUMS_UP_SOMETHING_ELSE(
      OTHER, "P2P-13", rig -> rig.said(f -> f.replaceFirst("^(CHG .*SHA1C%3D%22)...", "$1AAA"))),
  SPEAKS_TO_PEERS_AS_TO_PEOPLE(
      OTHER, "P2P-01", rig -> rig.said(f -> f.replaceFirst("^MSG (\\d+) D", "MSG $1 N"))),
  NAMES_NO_PEER(OTHER, "P2P-01", rig -> rig.said(PeerTricks::withoutDestination)),
  WRITES_NUMBERS_THE_OTHER_WAY(
      OTHER, "P2P-02", rig -> rig.said(PeerTricks::withHeaderInOtherOrder)),
  WRITES_FOOTERS_THE_OTHER_WAY(
      OTHER, "P2P-02", rig -> rig.said(PeerTricks::withFooterInOtherOrder)),
  NUMBERS_EACH_PART(OTHER, "P2P-03", rig -> rig.said(PeerTricks::withIdOfEachPart)),
  ACKNOWLEDGES_NOTHING(OTHER, "P2P-04", rig -> rig.said(PeerTricks::withoutAcknowledgements)),
  ACKNOWLEDGES_ACKNOWLEDGEMENTS(
      OTHER, "P2P-05", rig -> rig.heard(PeerTricks::withAcknowledgementsAsMessages)),
  DOES_NOT_COUNT_THE_ZERO(OTHER, "P2P-06", rig -> rig.said(PeerTricks::withShortLength)),
  ANSWERS_FOR_OTHERS(OTHER, "P2P-07", rig -> rig.heard(PeerTricks::forEverybody)),
  TAKES_ANY_PICTURE(
      OTHER, "P2P-08", rig -> rig.heard(f -> f.replace("in two parte", "in two parts"))),
  SENDS_WHAT_IS_NOT_ASKED_FOR(
      OTHER, "P2P-09", rig -> rig.heard(PeerTricks.asking("Oz0FzOIGrmgOq+XbGBJCVuNlb2Q="))),
  LEAVES_INVITATIONS_UNANSWERED(
      OTHER, "P2P-10", rig -> rig.said(f -> f.contains("MSNSLP/1.0 500") ? "" : f)),
  MAKES_SENSE_OF_ANYTHING(OTHER, "P2P-11", rig -> rig.heard(PeerTricks::withSoundHeader)),
  WANTS_ATTRIBUTES_IN_ORDER(
      OTHER,
      "P2P-12",
      rig ->
          rig.heard(
              f ->
                  f.replaceFirst(
                      "^(NLN( \\S+){4}) %3Cmsnobj%20(?:SHA1D|.*partnerid).*\r", "$1\r"))),
  WANTS_THE_FLAG_OF_PICTURES(OTHER, "P2P-14", rig -> rig.heard(PeerTricks::withoutFileData)),
  HEARS_NO_BYE(OTHER, "P2P-17", rig -> rig.heard(f -> f.contains("BYE MSNMSGR:alice@") ? "" : f)),
  LEAVES_OFFERS_UNANSWERED(
      OTHER, "P2P-15", rig -> rig.said(f -> f.contains("x-msnmsgr-transrespbody") ? "" : f)),
  TIES_TEXTS_TO_EMOTICONS(
      OTHER,
      "P2P-16",
      rig -> rig.heard(f -> ChatTricks.isText(f) && f.matches("(?s).*\\(b\\) that .*") ? "" : f)),

  // ---- files over connections of their own ----
  OFFERS_FILES_OF_NO_SIZE(OTHER, "FT-01", rig -> rig.said(FileTricks::withoutSize)),
  ENDS_OFFERS_ABRUPTLY(OTHER, "FT-01", rig -> rig.said(FileTricks::withoutEmptyLine)),
  NUMBERS_NO_OFFERS(OTHER, "FT-02", rig -> rig.conversation(FileTricks::thatNumbersNoOffers)),
  KNOWS_ONE_OFFER(OTHER, "FT-02", rig -> rig.conversation(FileTricks::thatKnowsOneOffer)),
  ANSWERS_ANOTHER_OFFER(OTHER, "FT-02", rig -> rig.said(FileTricks::withAnotherCookie)),
  ACCEPTS_ANYTHING(OTHER, "FT-03", rig -> rig.said(FileTricks::acceptingAnything)),
  FALLS_OVER_UNKNOWN_INVITATIONS(
      OTHER,
      "FT-03",
      rig ->
          rig.heard(f -> Tricks.fallOver(f, "(?s)MSG .*\nApplication-GUID: \\{(?!5D3E02AB-).*"))),
  GREETS_NO_PEERS(OTHER, "FT-04", rig -> rig.said(f -> f.equals("VER MSNFTP\r\n") ? "" : f)),
  SAYS_ANOTHER_COOKIE(
      OTHER, "FT-04", rig -> rig.said(f -> f.replaceFirst("^(USR alice@\\S+) \\d+\r", "$1 0\r"))),
  LETS_ANYBODY_IN(OTHER, "FT-04 FT-10", rig -> rig.conversation(FileTricks.thatLetAnybodyIn())),
  SENDS_LARGE_BLOCKS(OTHER, "FT-05", rig -> rig.said(FileTricks::withLargeBlocks)),
  WRITES_LENGTHS_HIGH_BYTE_FIRST(OTHER, "FT-05", rig -> rig.said(FileTricks::withHighByteFirst)),
  READS_ONE_BLOCK_A_SEGMENT(
      OTHER, "FT-06", rig -> rig.conversation(() -> FileTricks.reading(FileTricks::firstBlock))),
  WANTS_WHOLE_BLOCKS(
      OTHER, "FT-06", rig -> rig.conversation(() -> FileTricks.reading(FileTricks::wholeBlock))),
  LEAVES_SENDERS_WAITING(
      OTHER, "FT-07", rig -> rig.said(f -> f.startsWith("BYE 16777989") ? "" : f)),
  ENDS_FILES_BY_A_NUMBER_OF_ITS_OWN(
      OTHER, "FT-07", rig -> rig.said(f -> f.replaceFirst("^BYE 16777989", "BYE 16777987"))),
  HEARS_NO_RECEIVER_CANCEL(OTHER, "FT-08", rig -> rig.heard(f -> f.equals("CCL\r\n") ? "" : f)),
  HEARS_NO_SENDER_CANCEL(
      OTHER, "FT-08", rig -> rig.conversation(() -> FileTricks.reading(FileTricks::withoutEnd))),
  CANCELS_WITHOUT_A_WORD(OTHER, "FT-08", rig -> rig.said(f -> f.equals("CCL\r\n") ? "" : f)),
  NEVER_HANGS_UP(OTHER, "FT-08 FT-10", Rig::closesNothing),
  TAKES_NAMES_AS_THEY_COME(OTHER, "FT-09", FileTricks::showNamesAsTheyCome),
  SPEAKS_ANY_VERSION(
      OTHER,
      "FT-10",
      rig -> rig.heard(f -> f.matches("(VER OTHER|220 ready)\r\n") ? "VER MSNFTP\r\n" : f)),
  WANTS_A_BLOCK_AT_LEAST(OTHER, "FT-11", rig -> rig.conversation(FileTricks::thatWantsABlock)),
  WAITS_FOR_PEERS_FOR_EVER(
      OTHER, "FT-12", rig -> rig.said(f -> f.contains("Cancel-Code: FTTIMEOUT") ? "" : f)),

  // ---- when it goes wrong ----
  STAYS_AWAY(
      OTHER,
      "END-02",
      rig -> rig.settings(b -> b.reconnectAfter(Duration.ofHours(1), Duration.ofHours(1)))),
  STAYS_WHERE_IT_IS(
      OTHER, "END-06", rig -> rig.heard(f -> f.matches("XFR 0 NS .*\\r\\n") ? "" : f)),
  LEAVES_WITHOUT_A_WORD(OTHER, "END-03", rig -> rig.said(f -> f.startsWith("OUT") ? "" : f)),
  NEVER_GIVES_UP(OTHER, "LOGIN-19 PING-04", rig -> rig.patience(Duration.ofHours(1))),
  DOES_NOT_SEE_THE_END(OTHER, "LOGIN-19 END-02", Tricks::doNotSeeTheEnd),
  SIGNS_IN_AGAIN_AFTER_FAILING(
      OTHER,
      "LOGIN-12 LOGIN-16 LOGIN-17 LOGIN-18 LOGIN-19 END-02",
      rig -> rig.listener("sign-in-failed", Tricks.thatTriesAgain(rig))),
  COMES_BACK_AT_ONCE(
      OTHER, "END-01 END-02", rig -> rig.listener("disconnected", Tricks.thatComesBack(rig))),
  TAKES_BUSY_FOR_UNKNOWN(
      OTHER, "LOGIN-17", rig -> rig.heard(f -> f.replaceFirst("^(500|60\\d|91[04]|921) ", "999 "))),
  TAKES_REFUSED_ACCOUNTS_FOR_UNKNOWN(
      OTHER, "LOGIN-18", rig -> rig.heard(f -> f.replaceFirst("^(917|923|924|931) ", "999 "))),
  TAKES_911_FOR_BUSY(OTHER, "LOGIN-16", rig -> rig.heard(f -> f.replaceFirst("^911 ", "600 "))),
  FALLS_OVER_REFUSALS(OTHER, "END-05", rig -> rig.heard(f -> Tricks.fallOver(f, "800 \\d+"))),
  IGNORES_UNKNOWN_ERRORS(OTHER, "END-05", rig -> rig.heard(f -> f.startsWith("999") ? "" : f)),
  IGNORES_OUT(OTHER, "END-01 END-02", rig -> rig.heard(f -> f.startsWith("OUT") ? "" : f)),
  HANGS_AT_A_BARE_OUT(
      OTHER, "END-04", rig -> rig.conversation(() -> Tricks.deafAfter(rig, "OUT\r\n")));

  /** Which faults may spoil most dialogues. */
  enum Kind {
    FRAMING,
    FIRST_STEPS,
    OTHER
  }

  private final Kind kind;
  private final Set<String> covers;
  private final Consumer<Rig> change;

  Fault(Kind kind, String covers, Consumer<Rig> change) {
    this.kind = kind;
    this.covers = Set.copyOf(List.of(covers.split(" ")));
    this.change = change;
  }

  /** The requirements that it offends against. */
  Set<String> covers() {
    return covers;
  }

  /** Whether most dialogues can't pass with it. */
  boolean isEverywhere() {
    return kind != Kind.OTHER;
  }

  /** Whether the dialogue is about a requirement that is offended against. */
  boolean concerns(Dialogue dialogue) {
    return dialogue.covers().stream().anyMatch(covers::contains);
  }

  /** Whether a step is about such a requirement, or leaves it to its dialogue to say so. */
  boolean concerns(List<String> stepCovers) {
    return stepCovers.isEmpty() || stepCovers.stream().anyMatch(covers::contains);
  }

  /** What does it to one client. */
  Rig rig() {
    Rig rig = new Rig();
    change.accept(rig);
    return rig;
  }
}
