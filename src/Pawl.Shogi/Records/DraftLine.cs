namespace Pawl.Shogi.Records;

/// <summary>A line of play while it is read.</summary>
/// <param name="first">Moves played before its first.</param>
internal sealed class DraftLine(int first)
{
    private List<DraftLine>? _continuations;

    public int First { get; } = first;

    public List<DraftMove> Moves { get; } = [];

    public (EndMark Mark, DraftMove Notes)? End { get; set; }

    /// <value>Comments that stand before the first move of a variation, kept for that move.</value>
    public List<string>? EarlyComments { get; set; }

    public bool EndsIllegally => Moves.Count > 0 && Moves[^1].WhyIllegal is not null;

    /// <returns>The variations in place of the move with that index, or of the end.</returns>
    public List<DraftLine> At(int index) => index < Moves.Count ? Moves[index].Variations ??= [] : _continuations ??= [];

    public RecordLine Build()
    {
        var moves = new RecordMove[Moves.Count];
        for (var index = 0; index < moves.Length; index++)
        {
            moves[index] = Moves[index].Build();
        }

        return new RecordLine(moves, End is var (mark, notes) ? notes.BuildEnd(mark) : null) { Continuations = Build(_continuations) };
    }

    public static IReadOnlyList<RecordLine> Build(List<DraftLine>? lines) => lines is null ? [] : [.. lines.Select(line => line.Build())];
}
