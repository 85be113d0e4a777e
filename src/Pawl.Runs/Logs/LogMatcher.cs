using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pawl.Runs.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Logs;

/// <summary>
/// A query made ready. Most lines are ruled out by their raw bytes: a line that matches holds one of the <see cref="Anchors"/>, so a block is
/// searched for those alone and only lines that hold one are read and looked at exactly.
/// </summary>
internal sealed class LogMatcher
{
    private readonly LogQuery _query;
    private readonly Regex? _expression;

    /// <exception cref="LogQueryException">The regular expression is not one, or uses what could take unbounded time.</exception>
    public LogMatcher(LogQuery query)
    {
        _query = query;
        _expression = query is { IsExpression: true, Text.Length: > 0 } ? Compile(query) : null;
        if (AnchorTexts() is { } texts)
        {
            // JSON may spell any character as an escape; a line that has one is looked at exactly.
            var isCaseKept = _query.MatchCase || !HasText;
            Anchors = SearchValues.Create([.. texts, "\\u"], isCaseKept ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <value>One of these stands in the bytes, each taken as the character of its number, of every line that matches; null: any line may.</value>
    public SearchValues<string>? Anchors { get; }

    private bool HasText => !string.IsNullOrEmpty(_query.Text);

    /// <exception cref="RegexMatchTimeoutException">The expression took too long on this line.</exception>
    public bool Matches(LogLine line) =>
        (_query.Attempt is not { } attempt || line.Attempt == attempt)
        && (_query.Levels is not { Count: > 0 } levels || levels.Contains(line.Level))
        && (
            !HasText
            || (
                _expression is not null
                    ? _expression.IsMatch(line.Line)
                    : line.Line.Contains(_query.Text!, _query.MatchCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
            )
        );

    private static Regex Compile(LogQuery query)
    {
        try
        {
            return new Regex(
                query.Text!,
                RegexOptions.NonBacktracking
                    | RegexOptions.CultureInvariant
                    | (query.MatchCase ? RegexOptions.None : RegexOptions.IgnoreCase),
                TimeSpan.FromSeconds(1)
            );
        }
        catch (ArgumentException error)
        {
            throw new LogQueryException($"'{query.Text}' is not a regular expression: {error.Message}", error);
        }
        catch (NotSupportedException error)
        {
            throw new LogQueryException(
                $"'{query.Text}' uses what a search of whole logs does not take, such as backreferences or lookarounds.",
                error
            );
        }
    }

    private string[]? AnchorTexts()
    {
        if (HasText && _expression is null && TextAnchor(_query.Text!, _query.MatchCase) is { } text)
        {
            return [text];
        }

        // An unknown word reads as "info", so that level has no word to look for.
        if (!HasText && _query.Levels is { Count: > 0 } levels && !levels.Contains(RunLogLevel.Info))
        {
            return [.. levels.Select(level => $"\"level\":\"{RunLogLevelName.Of(level)}\"")];
        }

        return !HasText && _query.Attempt is { } attempt ? [string.Create(CultureInfo.InvariantCulture, $"\"attempt\":{attempt},")] : null;
    }

    /// <summary>
    /// The longest piece of the text that stands in the file as it is, but for <c>\uXXXX</c>: without quotes, backslashes and control characters.
    /// Where case is ignored ASCII alone, since other letters' bytes differ by case.
    /// </summary>
    private static string? TextAnchor(string text, bool matchCase)
    {
        var best = "";
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && IsPlain(text[i]) && (matchCase || char.IsAscii(text[i])))
            {
                continue;
            }

            if (i - start > best.Length)
            {
                best = text[start..i];
            }

            start = i + 1;
        }

        return best.Length == 0 ? null : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(best));
    }

    private static bool IsPlain(char letter) => letter is not ('"' or '\\') && !char.IsControl(letter) && !char.IsSurrogate(letter);
}
