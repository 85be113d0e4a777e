using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Records;

/// <summary>What is said about a game before its moves, while it is read.</summary>
internal sealed class DraftHeader
{
    private const int MostFields = 1000;

    public string? Black { get; set; }

    public string? White { get; set; }

    public List<HeaderField> Fields { get; } = [];

    /// <value>Comments before the start position is known.</value>
    public List<string> Comments { get; } = [];

    public List<string> Bookmarks { get; } = [];

    public bool IsEmpty => Black is null && White is null && Fields.Count == 0 && Comments.Count == 0 && Bookmarks.Count == 0;

    public void Add(string name, string value, int line)
    {
        if (HeaderField.WhyNot(name, value) is { } reason)
        {
            throw new NotationException(reason, line);
        }

        if (Fields.Count >= MostFields)
        {
            throw new NotationException($"expected at most {MostFields} headers", line);
        }

        Fields.Add(new HeaderField(name, value));
    }
}
