package org.msnmock.mockserver.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirements;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * A run as one JSON document, for programs. {@code format} and {@code version} say what it is; keys
 * are added without a new version, and none changes its meaning.
 */
public final class JsonReport {
  /** Bytes of a file that is read, and characters of one text in it. */
  private static final long MOST_BYTES = 512L * 1024 * 1024;

  private static final int WIDTH = 5000;
  private static final int DEPTH = 50;
  private static final JsonMapper MAPPER = mapper();

  private JsonReport() {}

  /** Writes the document; the writer stays open. */
  static void write(ReportDocument document, Writer out) {
    MAPPER.writeValue(out, document);
  }

  /** One case as a run of its own, for whoever puts it into a document. */
  public static String text(CaseReport one) {
    Result result = one.result();
    RunReport run =
        new RunReport(
            one.began(),
            result.took(),
            RunReport.End.FINISHED,
            1,
            Outcome.FAILED,
            result.seed(),
            List.of(one),
            List.of(),
            Requirements.NONE);
    return MAPPER.writeValueAsString(ReportMaker.document(run));
  }

  /**
   * Reads the report of an earlier run.
   *
   * @throws IOException if there is no such file, or it is no report of ours; the message says so,
   *     without the path
   */
  public static ReportDocument read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("there is no such file");
    } else if (!Files.isRegularFile(file)) {
      throw new IOException("it is no file");
    } else if (Files.size(file) > MOST_BYTES) {
      throw new IOException("it has more than %s MiB".formatted(MOST_BYTES >> 20));
    }
    checkLabel(file);
    try {
      return MAPPER.readValue(file, ReportDocument.class);
    } catch (JacksonException e) {
      throw new IOException(
          "it is no whole report, or one of another msnmock: " + place(e) + JsonFault.words(e), e);
    }
  }

  /** What it says that it is, which stands at its beginning. */
  private static void checkLabel(Path file) throws IOException {
    Optional<String> format = Optional.empty();
    Optional<String> version = Optional.empty();
    try (JsonParser json = MAPPER.createParser(file)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      while ((format.isEmpty() || version.isEmpty())
          && json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("format")) {
          format = Optional.of(json.getString());
        } else if (name.equals("version")) {
          version = Optional.of(json.getString());
        }
        json.skipChildren();
      }
    } catch (JacksonException e) {
      throw new IOException("it is no JSON: " + JsonFault.words(e), e);
    }
    if (!format.equals(Optional.of(ReportDocument.FORMAT))) {
      throw new IOException("it is no report of msnmock: its format is no msnmock-report");
    }
    if (!version.equals(Optional.of(String.valueOf(ReportDocument.VERSION)))) {
      String words = "it is a report of version %s, and this msnmock reads version %s";
      throw new IOException(
          words.formatted(Text.printable(version.orElse("(none)")), ReportDocument.VERSION));
    }
  }

  /** {@code cases[3].verdict: }. */
  private static String place(JacksonException fault) {
    StringBuilder out = new StringBuilder();
    for (JacksonException.Reference step : fault.getPath()) {
      String name = step.getPropertyName();
      String separator = out.isEmpty() ? "" : ".";
      out.append(name == null ? "[" + step.getIndex() + "]" : separator + Text.printable(name));
    }
    return out.isEmpty() ? "" : out + ": ";
  }

  private static JsonMapper mapper() {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH)
            .maxDocumentLength(MOST_BYTES)
            .build();
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(bounds)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build())
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
        .changeDefaultPropertyInclusion(
            old -> old.withValueInclusion(JsonInclude.Include.NON_ABSENT))
        .annotationIntrospector(new Demanding())
        .addModule(new SimpleModule().addDeserializer(String.class, new Shortened()))
        .build();
  }

  /** A text may be long; a page shows its beginning. */
  private static final class Shortened extends ValueDeserializer<String> {
    @Override
    public String deserialize(JsonParser json, DeserializationContext context) {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        return (String) context.handleUnexpectedToken(String.class, json);
      }
      String text = json.getString();
      return text.length() <= WIDTH
          ? text
          : "%s [and %s characters more]"
              .formatted(text.substring(0, WIDTH), text.length() - WIDTH);
    }
  }

  /** Whatever is not optional has to be there. */
  private static final class Demanding extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      return member.getRawType() != Optional.class;
    }
  }
}
