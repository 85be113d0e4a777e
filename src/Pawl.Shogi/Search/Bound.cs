namespace Pawl.Shogi.Search;

/// <summary>How a score in the transposition table relates to the true one.</summary>
internal enum Bound : byte
{
    None = 0,

    /// <summary>The true score is at most this.</summary>
    Upper = 1,

    /// <summary>The true score is at least this.</summary>
    Lower = 2,
    Exact = 3,
}
