using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Records;

/// <summary>A move of a record with what is written beside it.</summary>
public sealed record RecordMove(Move Move)
{
    /// <value>The time thought about this move, in whole milliseconds; null when the record does not say.</value>
    public TimeSpan? Used { get; init; }

    /// <value>The mover's total so far where the record states one that is not the sum of its times; later totals count on from it. Else null.</value>
    public TimeSpan? StatedTotal { get; init; }

    /// <value>The lines of comment that follow the move, each without a line break.</value>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <value>Names given to this place (KIF's lines with an ampersand); CSA cannot hold them.</value>
    public IReadOnlyList<string> Bookmarks { get; init; } = [];

    /// <value>
    /// True of a move that breaks the rules. A record may hold one as the last move of a line whose end says so (<see cref="EndMarks.AllowsIllegalMove"/>);
    /// it must not be done on a <see cref="Board.Position"/>.
    /// </value>
    public bool IsIllegal { get; init; }

    /// <value>Other lines that begin in place of this move, in the order of the record. Empty for the first move of a variation: its siblings hang on the line they leave.</value>
    public IReadOnlyList<RecordLine> Variations { get; init; } = [];

    public bool Equals(RecordMove? other) =>
        other is not null
        && Move == other.Move
        && Used == other.Used
        && StatedTotal == other.StatedTotal
        && IsIllegal == other.IsIllegal
        && Comments.SequenceEqual(other.Comments)
        && Bookmarks.SequenceEqual(other.Bookmarks)
        && Variations.SequenceEqual(other.Variations);

    public override int GetHashCode() => HashCode.Combine(Move, Used, Comments.Count, Variations.Count);
}
