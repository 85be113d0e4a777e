using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Pawl.Llm.Answers;

/// <summary>
/// Reads an answer as exactly one JSON value of a type. Refused are duplicate and unknown members, missing ones, other letter case,
/// null where none is allowed, comments, trailing commas, any text around the value, and a Markdown fence (<c>```json</c>): an answer that
/// is nearly right tells of a provider or prompt that does not do what the run relies on.
/// </summary>
public static partial class StrictAnswer
{
    private const string Fence = "```";
    private const int ShownText = 60;

    /// <summary>Options for a reader that has no generated shapes; snake case.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="shape">Of options as strict as <see cref="JsonSerializerOptions.Strict"/>; others are refused.</param>
    /// <exception cref="UnreadableAnswerException">It is anything else.</exception>
    public static T Read<T>(string text, JsonTypeInfo<T> shape)
    {
        Check(shape.Options);
        try
        {
            return JsonSerializer.Deserialize(text, shape)
                ?? throw new UnreadableAnswerException(AnswerFaults.SchemaMismatch, "$", "Expected an object, got null.");
        }
        catch (JsonException fault)
        {
            throw Explain(text, fault);
        }
    }

    /// <inheritdoc cref="Read{T}(string, JsonTypeInfo{T})"/>
    public static T Read<T>(string text) => Read(text, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

    private static UnreadableAnswerException Explain(string text, JsonException fault)
    {
        // What is no JSON at all is told by an inner exception of the reader; what is JSON of another shape is not.
        var isSyntax = fault.InnerException is JsonException || text.Length == 0;
        if (!isSyntax)
        {
            return new UnreadableAnswerException(AnswerFaults.SchemaMismatch, fault.Path ?? "$", Sentence(fault.Message), fault);
        }

        var (line, column) = (fault.LineNumber.GetValueOrDefault() + 1, fault.BytePositionInLine.GetValueOrDefault() + 1);
        var message =
            string.IsNullOrWhiteSpace(text) ? "Expected one JSON value, got an empty answer."
            : text.TrimStart().StartsWith(Fence, StringComparison.Ordinal)
                ? "Expected one JSON value and nothing else, got a Markdown fence (```) around it."
            : $"Expected one JSON value and nothing else, got \"{Beginning(text)}\": {Sentence(fault.Message)}";
        return new UnreadableAnswerException(
            AnswerFaults.JsonParseError,
            fault.Path ?? "$",
            $"{message} (line {line}, byte {column})",
            fault
        );
    }

    // The library's messages end in path and position, and name types of this program, which say nothing to a person or a model:
    // "The JSON value could not be converted to System.Int32. Path: $.a | LineNumber: 0 | BytePositionInLine: 7."
    private static string Sentence(string message)
    {
        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
        {
            return "Expected a value of another type here.";
        }

        if (message.Contains("doesn't allow null values", StringComparison.Ordinal))
        {
            return "Expected a value here, got null.";
        }

        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        var cut = end < 0 ? message.IndexOf(" LineNumber: ", StringComparison.Ordinal) : end;
        return OwnType().Replace(cut < 0 ? message : message[..cut], "");
    }

    private static string Beginning(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= ShownText ? line : line[..ShownText] + "…";
    }

    private static void Check(JsonSerializerOptions options)
    {
        if (
            options.AllowDuplicateProperties
            || options.PropertyNameCaseInsensitive
            || options.UnmappedMemberHandling != System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow
            || !options.RespectNullableAnnotations
            || !options.RespectRequiredConstructorParameters
        )
        {
            throw new ArgumentException(
                "Expected options as strict as JsonSerializerOptions.Strict; a generated context takes JsonSerializerDefaults.Strict.",
                nameof(options)
            );
        }
    }

    [GeneratedRegex(
        "( encountered during deserialization of| for| on|, contained in| in( .NET)?) type '[^']*'",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OwnType();
}
