namespace Pawl.Shogi.Records;

/// <summary>The end of a line of play, with the time thought about it and the comments that follow it.</summary>
public sealed record RecordEnd(EndMark Mark)
{
    /// <value>Null when the record does not say.</value>
    public TimeSpan? Used { get; init; }

    /// <inheritdoc cref="RecordMove.StatedTotal"/>
    public TimeSpan? StatedTotal { get; init; }

    /// <inheritdoc cref="RecordMove.Comments"/>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <inheritdoc cref="RecordMove.Bookmarks"/>
    public IReadOnlyList<string> Bookmarks { get; init; } = [];

    public bool Equals(RecordEnd? other) =>
        other is not null
        && Mark == other.Mark
        && Used == other.Used
        && StatedTotal == other.StatedTotal
        && Comments.SequenceEqual(other.Comments)
        && Bookmarks.SequenceEqual(other.Bookmarks);

    public override int GetHashCode() => HashCode.Combine(Mark, Used, Comments.Count);
}
