namespace Pawl.Shogi.Notation;

/// <summary>A text in one of the notations could not be read. Readers throw this and nothing else, whatever the text holds.</summary>
public sealed class NotationException : FormatException
{
    /// <param name="reason">What was expected and what came.</param>
    /// <param name="line">From 1, or null for a text of one line.</param>
    public NotationException(string reason, int? line = null)
        : base(line is { } number ? $"line {number}: {reason}" : reason)
    {
        Reason = reason;
        Line = line;
    }

    public string Reason { get; }

    public int? Line { get; }
}
