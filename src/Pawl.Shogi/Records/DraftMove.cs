using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Records;

/// <summary>A move, or an end, while it is read.</summary>
/// <param name="line">Where the record has it, for an error found later.</param>
internal sealed class DraftMove(Move move, int line)
{
    private List<string>? _comments;
    private List<string>? _bookmarks;

    public Move Move { get; } = move;

    public int Line { get; } = line;

    public TimeSpan? Used { get; set; }

    public TimeSpan? StatedTotal { get; set; }

    public List<string> Comments => _comments ??= [];

    public List<string> Bookmarks => _bookmarks ??= [];

    /// <value>Null for a legal move.</value>
    public string? WhyIllegal { get; set; }

    public List<DraftLine>? Variations { get; set; }

    public RecordMove Build() =>
        new(Move)
        {
            Used = Used,
            StatedTotal = StatedTotal,
            Comments = Texts(_comments),
            Bookmarks = Texts(_bookmarks),
            IsIllegal = WhyIllegal is not null,
            Variations = DraftLine.Build(Variations),
        };

    public RecordEnd BuildEnd(EndMark mark) =>
        new(mark)
        {
            Used = Used,
            StatedTotal = StatedTotal,
            Comments = Texts(_comments),
            Bookmarks = Texts(_bookmarks),
        };

    private static string[] Texts(List<string>? texts) => texts is null ? [] : [.. texts];
}
