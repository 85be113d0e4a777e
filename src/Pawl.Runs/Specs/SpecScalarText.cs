using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pawl.Runs.Specs;

/// <summary>Values of specs as YAML on one line, such that they read back as themselves, also inside brackets.</summary>
public static class SpecScalarText
{
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value of a resolved spec.</summary>
    public static string Of(object? value) =>
        value switch
        {
            null => "null",
            bool truth => truth ? "true" : "false",
            string text => Text(text),
            TimeSpan duration => SpecDuration.Format(duration),
            string[] list => $"[{string.Join(", ", list.Select(Word))}]",
            IReadOnlyDictionary<string, string> map =>
                $"{{{string.Join(", ", map.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{Text(item.Key)}: {Word(item.Value)}"))}}}",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"A spec cannot hold a {value.GetType().Name}."),
        };

    /// <summary>A text: without quotes where YAML reads it as the same text.</summary>
    public static string Text(string text) => IsPlain(text) && !IsOtherThanText(text) ? text : Quoted(text);

    /// <summary>What a person typed for a value that is no text: as it is, so that a wrong one is found wrong where it stands; quoted where it would
    /// break the line.</summary>
    public static string Typed(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>An item of a list: any scalar is a text there, so only what breaks the line is quoted.</summary>
    private static string Word(string text) => IsPlain(text) && text is not ("~" or "null" or "Null" or "NULL") ? text : Quoted(text);

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Quoting);

    private static bool IsPlain(string text) =>
        text.Length > 0 && text.All(IsPlainLetter) && (IsPlainStart(text[0]) || IsNumberLike(text)) && text[^1] != ' ';

    private static bool IsPlainLetter(char letter) =>
        char.IsAsciiLetterOrDigit(letter)
        || letter is '_' or '-' or '.' or '/' or '+' or ' ' or '*' or '='
        || (letter > '\u00a0' && char.IsLetter(letter));

    private static bool IsPlainStart(char letter) => letter is not (' ' or '-' or '*' or '=' or '.');

    private static bool IsNumberLike(string text) =>
        text[0] is '-' or '.' && text.Length > 1 && (char.IsAsciiDigit(text[1]) || text[1] == '/');

    private static bool IsOtherThanText(string text) =>
        text is "true" or "false" or "null" or "Null" or "NULL" or "~"
        || text.TrimStart('-', '+').ToLowerInvariant() is ".inf" or ".nan"
        || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
