using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Engines;

/// <summary>An engine's answer to a <see cref="SearchRequest"/>.</summary>
/// <param name="Move">The move, which nobody has checked; <see cref="Move.None"/> for another kind of answer.</param>
/// <param name="Text">As the engine wrote it.</param>
/// <param name="Elapsed">From the moment the request was sent to the moment the answer was read.</param>
/// <param name="Info">What it said last about its thinking.</param>
public sealed record EngineReply(ReplyKind Kind, Move Move, string Text, TimeSpan Elapsed, SearchInfo Info)
{
    /// <value>The answer it expects, to ponder on.</value>
    public Move? Expected { get; init; }
}
