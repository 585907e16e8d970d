package org.msnmock.mockserver.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The maps of dialogue files whose keys are fixed: what may stand in each, and what it means. */
@SuppressWarnings("ImmutableEnumChecker") // nobody changes the map after the constructor
enum Keys {
  DIALOGUE(
      new Key("dialogue", Shape.FORMAT, "The version of the format: 1. This key is the first."),
      new Key(
          "id",
          Shape.TEXT,
          "The place of the file: signin/redirect.dialogue.yaml is signin.redirect."),
      new Key("title", Shape.TEXT, "What the dialogue is about, in one sentence."),
      new Key("source", Shape.TEXT, "Where this behaviour is described."),
      new Key(
          "covers", Shape.REQUIREMENTS, "The requirements that the dialogue shows, by their ids."),
      new Key(
          "tags",
          Shape.TEXTS,
          "Words by which dialogues are selected. What is tagged slow plays last, and --no-slow"
              + " leaves it out."),
      new Key(
          "clients",
          Shape.CLIENTS,
          "The clients under test and their accounts. Without this it is alice: alice@example.com,"
              + " password s3cret, status NLN, called Alice. Each of several has servers of its own:"
              + " alice.ns."),
      new Key(
          "roles",
          Shape.ROLES,
          "Certificates that are wrong on purpose, login: { tls: expired }, which takes TLS; and a"
              + " port that has to be this one, ns: { port: 1863 }."),
      new Key("vars", Shape.VALUES, "Constants, used in braces: a name and its text each."),
      new Key(
          "cases",
          Shape.CASES,
          "A table. The dialogue is played once for each row, as id[case], with the row's other keys"
              + " as constants."),
      new Key(
          "background",
          Shape.RULES,
          "Rules that answer what the script does not await, from the first step to the last."),
      new Key(
          "otherwise",
          Shape.OTHERWISE,
          "Who answers what neither the script nor a background rule takes. With refuse, the"
              + " default, nobody does: it is a deviation. With emulator a whole service does, as"
              + " msnmock serve is one, with the accounts of this dialogue."),
      new Key(
          "payload-commands",
          Shape.TEXTS,
          "Commands that carry a payload, besides those that are known to. The last token of such a"
              + " line is the length."),
      new Key("steps", Shape.STEPS, "What is played, in this order.")),

  FRAGMENT(
      new Key("fragment", Shape.FORMAT, "The version of the format: 1. This key is the first."),
      new Key("title", Shape.TEXT, "What the fragment does, in one sentence."),
      new Key(
          "params",
          Shape.PARAMETERS,
          "What an include may give, and must give where there is no default."),
      new Key(
          "exports",
          Shape.EXPORTS,
          "Names that an include may ask for. They have to be known at the end, whatever happened."),
      new Key(
          "background",
          Shape.RULES,
          "Rules that answer what the script does not await, from the include to the end of the"
              + " block in which it stands."),
      new Key("steps", Shape.STEPS, "What an include plays, in this order.")),

  /** What may stand beside the telling key of a step; each step takes some of them. */
  COMPANIONS(
      new Key(
          "why",
          Shape.TEXT,
          "The reason for this step. Whoever deviates here reads it in the report. On"
              + " one-of and optional it is also that of the steps that begin it and state none."),
      new Key(
          "covers",
          Shape.REQUIREMENTS,
          "The requirements at stake in this step. On a block or an include they hold for all steps"
              + " inside that state none of their own."),
      new Key(
          "level",
          Shape.LEVEL,
          "How much a deviation here weighs: must (the default) is failed, should non-strict, quirk"
              + " informational. On a block or an include it holds for all steps inside that state"
              + " none of their own."),
      new Key(
          "within",
          Shape.DURATION,
          "The upper limit: 200ms, 5s, 2m. It counts from the moment this step became the next one,"
              + " or from since. Default: 5s."),
      new Key(
          "between", Shape.BETWEEN, "Both limits, the lower and the upper one, as in 1s..120s."),
      new Key("not-before", Shape.DURATION, "The lower limit: what comes sooner is a deviation."),
      new Key(
          "since",
          Shape.NAME,
          "From when the limits count: the name of a mark, or of a line kept by as."),
      new Key(
          "early",
          Shape.EARLY,
          "What it means that the line came before the client can have read what it answers: a"
              + " deviation (fail), a milder verdict (non-strict) or nothing at all (allow). Without"
              + " this it is noted."),
      new Key(
          "pass",
          Shape.PASS,
          "Under otherwise: emulator, that the emulator hears of this line too, and answers it."),
      new Key(
          "headers",
          Shape.HEADERS,
          "Headers of a request or answer on nexus or login. Awaited ones have to be there, others"
              + " may; {absent} says that one must not."),
      new Key(
          "auth",
          Shape.HEADERS,
          "Parts of the Authorization header of a request on login, such as sign-in and pwd. Others"
              + " may be there."),
      new Key(
          "body",
          Shape.TEXT,
          "The payload as a text. Its line ends become CR LF; behind | the last line has one, behind"
              + " |- it has none."),
      new Key("mime", Shape.MIME, "The payload as headers, an empty line, and a text or fields."),
      new Key("bytes", Shape.HEX, "The payload in hexadecimal digits, two a byte."),
      new Key(
          "file",
          Shape.TEXT,
          "A file that is the payload. It is searched in this file's folder and in those above."),
      new Key(
          "p2p",
          Shape.P2P,
          "The payload as a P2P message: its P2P-Dest line, the numbers of its header, its data and"
              + " its footer."),
      new Key(
          "blocks",
          Shape.BLOCKS,
          "A file on peer, beside the line \"{blocks}\": what its blocks hold and how they are cut."),
      new Key(
          "to",
          Shape.ADDRESS,
          "Where the client listens, an IP address and a port: \"{ip}:{port}\"."),
      new Key(
          "as",
          Shape.NAME,
          "A name. A line, a request or an answer is known by it as {name.line}, {name.body} and"
              + " {name.time}, a P2P message also as {name.id} and so on, an accepted or dialled"
              + " connection as what C, S and others name."),
      new Key("after", Shape.DURATION, "How long to wait before: 200ms, 5s, 2m."),
      new Key("wire", Shape.WIRE, "What is done to the bytes of this line, and how they go out."),
      new Key(
          "until",
          Shape.UNTIL,
          "When the block is over: quiet 1s, when nothing has come for that long. It is needed where"
              + " no awaiting step follows."),
      new Key("steps", Shape.STEPS, "The steps of this block."),
      new Key(
          "collect",
          Shape.VALUES,
          "Lists that get one element in each round: the list's name, and a text such as \"{who}\"."),
      new Key("with", Shape.VALUES, "Values for the parameters of the fragment."),
      new Key(
          "export",
          Shape.EXPORT,
          "Names of the fragment that are to be known here: a list, or a map from each to a new"
              + " name."),
      new Key(
          "args",
          Shape.ARGUMENTS,
          "Details of what is to be done, or of what is told: then they are a part of all, and lists"
              + " in any order."),
      new Key("then", Shape.STEPS, "What is played when the condition holds."),
      new Key("else", Shape.STEPS, "What is played when the condition does not hold."),
      new Key(
          "for",
          Shape.CONNECTION,
          "Where nothing may come: a connection, or any for all of them and for new ones. Default:"
              + " the current one.")),

  ACCOUNT(
      new Key("user", Shape.TEXT, "The account. Default: the client's name @example.com."),
      new Key("password", Shape.TEXT, "Its password. Default: s3cret."),
      new Key("status", Shape.TEXT, "The status to sign in with. Default: NLN."),
      new Key(
          "name",
          Shape.TEXT,
          "The friendly name. Default: the client's name with a capital letter.")),

  ROLES(
      new Key("ns", Shape.MSN_ROLE_OPTIONS, "The notification server."),
      new Key("nexus", Shape.ROLE_OPTIONS, "The Passport service that tells where to log in."),
      new Key("login", Shape.ROLE_OPTIONS, "The Passport service that gives tickets.")),

  ROLE(
      new Key(
          "tls",
          Shape.CERTIFICATE,
          "The certificate that is shown: trusted (the default), untrusted (signed by an authority"
              + " that the client was not told of), expired (its time is over).")),

  MSN_ROLE(
      new Key(
          "port",
          Shape.COUNT,
          "The port at which clients have to find it. Where it cannot be had, the dialogue is"
              + " unsupported.")),

  PARAMETER(
      new Key("type", Shape.TYPE, "What a value has to be. Default: text."),
      new Key(
          "default",
          Shape.TEXT,
          "The value where an include gives none. It is read where the include stands.")),

  RULE(
      new Key(
          "times",
          Shape.TIMES,
          "How often the rule is to be used: 3, 0..20, 1..*. Used up, it fits no more; used too"
              + " little, it fails at the end. Default: any number of times."),
      new Key(
          "steps",
          Shape.RULE_STEPS,
          "One C, then what answers it on the same connection: S, set, verdict and close.")),

  GARBAGE(
      new Key("bytes", Shape.COUNT, "How many bytes are made up."),
      new Key("seed", Shape.NUMBER, "Which bytes are made up: the same seed makes the same ones."),
      new Key("hex", Shape.HEX, "The bytes in hexadecimal digits, two a byte."),
      new Key("text", Shape.TEXT, "The bytes as a text. Its line ends become CR LF."),
      new Key("eol", Shape.GARBAGE_END, "What is sent behind them. Default: crlf.")),

  MIME(
      new Key(
          "headers",
          Shape.HEADERS,
          "The headers. Awaited ones may come in any order, their names in any case; {absent} says"
              + " that one must not be there."),
      new Key(
          "other-headers",
          Shape.OTHERS,
          "Whether there may be headers besides those awaited. Default: deny."),
      new Key("text", Shape.TEXT, "The text behind the empty line."),
      new Key(
          "fields",
          Shape.HEADERS,
          "What stands behind the empty line, where that is lines like Name: value."),
      new Key(
          "other-fields",
          Shape.OTHERS,
          "Whether there may be fields besides those awaited. Default: deny.")),

  P2P(
      new Key(
          "dest",
          Shape.LINE,
          "The P2P-Dest line: to whom the message goes. What we send has to have it."),
      new Key(
          "session",
          Shape.P2P_NUMBER,
          "The session; 0 while it is negotiated. What we send has 0, if nothing is stated."),
      new Key(
          "id",
          Shape.P2P_NUMBER,
          "The identifier of the message. What we send counts up from a random one."),
      new Key(
          "offset",
          Shape.P2P_NUMBER,
          "Where these data stand in the whole message. What we send has 0."),
      new Key(
          "total",
          Shape.P2P_NUMBER,
          "The size of the whole message. What we send has what these data and the offset make."),
      new Key(
          "length",
          Shape.P2P_NUMBER,
          "The size of these data, which is checked in any case. What we send has the real one."),
      new Key(
          "flags",
          Shape.P2P_NUMBER,
          "The flags: 0x02 acknowledgement, 0x20 picture, 0x01000030 file. What we send has 0."),
      new Key(
          "ack-id",
          Shape.P2P_NUMBER,
          "In an acknowledgement the identifier of the other message, else a random number."),
      new Key(
          "ack-uid",
          Shape.P2P_NUMBER,
          "In an acknowledgement the ack-id of the other message, else 0."),
      new Key(
          "ack-size",
          Shape.P2P_NUMBER,
          "In an acknowledgement the total of the other message, else 0."),
      new Key("text", Shape.TEXT, "The data as a text. Its line ends become CR LF."),
      new Key("bytes", Shape.HEX, "The data in hexadecimal digits, two a byte."),
      new Key(
          "file",
          Shape.TEXT,
          "A file that is the data. It is searched in this file's folder and in those above."),
      new Key("slp", Shape.SLP, "The data as an SLP text, whole and with the NUL behind it."),
      new Key(
          "footer",
          Shape.P2P_NUMBER,
          "The footer: 0 of SLP texts and acknowledgements, 1 of a picture, 2 of a file. What we"
              + " send has 0."),
      new Key(
          "ack",
          Shape.NAME,
          "The message that is acknowledged, by the name that its as gave it. All numbers but the id"
              + " follow from it; those that are stated beside it count instead.")),

  SLP(
      new Key(
          "start",
          Shape.LINE,
          "The first line, as in MSNSLP/1.0 200 OK. What we send has to have it."),
      new Key(
          "headers",
          Shape.HEADERS,
          "The headers. Awaited ones may come in any order, and others beside them. Content-Length"
              + " is checked in any case; what we send has the right one, if none is stated."),
      new Key(
          "body",
          Shape.SLP_BODY,
          "What stands behind the empty line, but for the NUL: a text, equal from end to end, or a map"
              + " of lines like Name: value. Awaited ones may come in any order, and others beside"
              + " them; sent ones get an empty line behind them.")),

  BLOCKS(
      new Key("text", Shape.TEXT, "What the blocks hold, as a text. Its line ends become CR LF."),
      new Key("bytes", Shape.HEX, "What they hold in hexadecimal digits, two a byte."),
      new Key(
          "file",
          Shape.TEXT,
          "A file that they hold. It is searched in this file's folder and in those above."),
      new Key("random", Shape.COUNT, "They hold so many bytes, which are made up. Only in S."),
      new Key(
          "total",
          Shape.TOTAL,
          "How many bytes there are in all: a number, or a placeholder as \"{size}\". Default: as"
              + " many as the content has; without content C needs it. In S the content is cut off"
              + " at the total, or begun again until it is reached."),
      new Key(
          "size",
          Shape.COUNT,
          "The bytes of a block, in C the most that one may have. Default: 2045."),
      new Key(
          "end",
          Shape.BLOCKS_END,
          "What follows the last block, in S: block (the default), which is 01 00 00, or none."),
      new Key(
          "cancel-after",
          Shape.NUMBER,
          "In S: after so many bytes 01 00 00 follows and no more, as when a sender cancels.")),

  WIRE(
      new Key(
          "chunks",
          Shape.CHUNKS,
          "The sizes of the pieces in which the bytes go out; what is left goes out last, which may"
              + " be written as rest."),
      new Key("every", Shape.COUNT, "The size of all pieces in which the bytes go out."),
      new Key("gap", Shape.DURATION, "The pause between two pieces: 200ms, 5s, 2m."),
      new Key(
          "join",
          Shape.JOIN,
          "With next, the line goes out in one segment with the next step, an S on the same"
              + " connection."),
      new Key(
          "cut",
          Shape.CUT,
          "Where the bytes end: after 60%, or after 17. At least one is sent and one kept."),
      new Key(
          "then",
          Shape.THEN,
          "What becomes of the connection after a cut: close (the default), reset, or stall, which"
              + " leaves it open in silence."),
      new Key("flip", Shape.FLIP, "One byte that is damaged."),
      new Key(
          "len",
          Shape.LENGTH,
          "A wrong length of the payload: 0 announces that, +7 so many more than there are, -3 so"
              + " many fewer."),
      new Key("eol", Shape.WIRE_END, "A wrong line end, or none."),
      new Key("repeat", Shape.COUNT, "How often the line is sent, from 2 on.")),

  FLIP(
      new Key("at", Shape.NUMBER, "The byte, counted from 0."),
      new Key("mask", Shape.MASK, "The bits that change: two hexadecimal digits, from 01 to ff."));

  private final Map<String, Key> keys = new LinkedHashMap<>();

  Keys(Key... keys) {
    for (Key key : keys) {
      this.keys.put(key.word(), key);
    }
  }

  /** In the order in which a reader of the language would meet them. */
  List<Key> all() {
    return List.copyOf(keys.values());
  }

  Set<String> words() {
    return Set.copyOf(keys.keySet());
  }

  Optional<Key> find(String word) {
    return Optional.ofNullable(keys.get(word));
  }
}
