namespace Pawl.Llm.Queue;

/// <summary>
/// How many calls may be on their way: additive increase, multiplicative decrease, as TCP does it (RFC 5681, 3.1). Halves on a 429, at most
/// once per round trip, and grows by one after as many successes as there are places. Not safe for several threads.
/// </summary>
internal sealed class AdaptiveLimit(int ceiling, bool isAdaptive)
{
    /// <summary>Until the first success, so that a key nobody takes is shown to few.</summary>
    private const int BeforeFirstSuccess = 4;

    private int _current = ceiling;
    private int _successes;
    private bool _hasSucceeded;

    public int Ceiling { get; private set; } = ceiling;

    public int Current => _hasSucceeded ? _current : Math.Min(_current, BeforeFirstSuccess);

    /// <summary>Counts the halvings. A call remembers the one it began in: a 429 of an earlier one is old news.</summary>
    public int Round { get; private set; }

    public void Succeeded()
    {
        _hasSucceeded = true;
        if (_current < Ceiling && ++_successes >= _current)
        {
            _current++;
            _successes = 0;
        }
    }

    /// <param name="round">Of the call's beginning.</param>
    public void RateLimited(int round)
    {
        if (!isAdaptive || round != Round)
        {
            return;
        }

        _current = Math.Max(1, _current / 2);
        _successes = 0;
        Round++;
    }

    public void Lower(int ceiling)
    {
        Ceiling = Math.Min(Ceiling, ceiling);
        _current = Math.Min(_current, Ceiling);
    }
}
