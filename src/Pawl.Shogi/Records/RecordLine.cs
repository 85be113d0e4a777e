using Pawl.Shogi.Board;

namespace Pawl.Shogi.Records;

/// <summary>Moves one after the other, to their end: the game itself, or a variation from it.</summary>
/// <param name="End">Null when the record stops without saying why.</param>
public sealed record RecordLine(IReadOnlyList<RecordMove> Moves, RecordEnd? End = null)
{
    /// <value>Lines that go on where this one ends.</value>
    public IReadOnlyList<RecordLine> Continuations { get; init; } = [];

    /// <returns>Lines of play beside this one, and beside those.</returns>
    public int CountVariations() => Moves.SelectMany(move => move.Variations).Concat(Continuations).Sum(line => 1 + line.CountVariations());

    /// <returns>The lines that begin in place of the move with the given index, or at <see cref="Moves"/>' count in place of the end.</returns>
    internal IReadOnlyList<RecordLine> VariationsAt(int index) => index < Moves.Count ? Moves[index].Variations : Continuations;

    /// <param name="sideToMove">Of the position after the legal moves of the line.</param>
    /// <returns>Whom the end speaks of as the mover. After an illegal move that is who made it, when the end is a loss by it, else the opponent.</returns>
    internal Color MoverAtEnd(Color sideToMove) =>
        Moves is [.., { IsIllegal: true }] && End?.Mark is EndMark.OpponentIllegal ? sideToMove.Opponent() : sideToMove;

    public bool Equals(RecordLine? other) =>
        other is not null && Equals(End, other.End) && Moves.SequenceEqual(other.Moves) && Continuations.SequenceEqual(other.Continuations);

    public override int GetHashCode() => HashCode.Combine(Moves.Count, End, Moves.Count > 0 ? Moves[^1] : null);
}
