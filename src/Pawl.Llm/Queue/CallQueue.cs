using Pawl.Llm.Calls;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Queue;

/// <summary>
/// Lets so many calls be on their way at once, over all runs of a process, and so many begin in a minute. Runs take turns, a place each;
/// the calls of one run go in order, those tried again before new ones. Who waits for anything but a place holds none. Keeps nothing of a
/// call that ended. Safe for several threads.
/// </summary>
public sealed class CallQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<CallLane> _turns = [];
    private readonly Dictionary<string, LinkedListNode<CallLane>> _lanes = new(StringComparer.Ordinal);
    private readonly AdaptiveLimit _limit;
    private readonly TokenBucket _requests;
    private readonly TokenBucket _tokens;
    private readonly bool _countsTokens;
    private readonly TokenEstimates _estimates = new();
    private readonly ITimer _timer;
    private readonly CallMetrics _metrics;
    private int _depth;
    private int _inFlight;
    private long _submitted;
    private long _completed;
    private long _failed;

    public CallQueue(QueueSettings settings, TimeProvider time)
    {
        _limit = new AdaptiveLimit(settings.Concurrency, settings.Adaptive);
        _requests = new TokenBucket(settings.RequestsPerMinute, time);
        _tokens = new TokenBucket(settings.TokensPerMinute, time);
        _countsTokens = settings.TokensPerMinute > 0;
        _timer = time.CreateTimer(_ => Admit(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _metrics = new CallMetrics(this);
    }

    internal CallMetrics Metrics => _metrics;

    public CallQueueSnapshot Snapshot()
    {
        lock (_lock)
        {
            return new CallQueueSnapshot(_depth, _inFlight, _submitted, _completed, _failed, _limit.Ceiling, _limit.Current);
        }
    }

    /// <summary>Another run shares the queue: the lower of the two ceilings holds from now on.</summary>
    public void LowerCeiling(int ceiling)
    {
        lock (_lock)
        {
            _limit.Lower(ceiling);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _metrics.Dispose();
    }

    internal void Submit() => Interlocked.Increment(ref _submitted);

    internal void End(bool isAnswered) => Interlocked.Increment(ref isAnswered ? ref _completed : ref _failed);

    /// <summary>Waits for a place, and for the limits per minute.</summary>
    /// <param name="isAgain">The call was on its way before: it goes before those that were not.</param>
    internal async Task<CallPlace> EnterAsync(string lane, ModelCall call, bool isAgain, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (waiter, node) = Add(lane, call, isAgain);
        if (waiter.Place.Task.IsCompleted)
        {
            return await waiter.Place.Task;
        }

        using var registration = cancellation.Register(() => Withdraw(waiter, node, cancellation));
        return await waiter.Place.Task;
    }

    /// <param name="usage">What the provider counted; null when it did not answer.</param>
    internal void Leave(CallPlace place, PlaceUse use, ModelCall call, TokenUsage? usage)
    {
        if (_countsTokens && usage is not null)
        {
            _estimates.Learn(call, usage);
        }

        lock (_lock)
        {
            _inFlight--;
            // A try without an answer is taken to have cost what was expected.
            _tokens.Take(usage is null ? (use == PlaceUse.Unused ? -place.Tokens : 0) : usage.Input + usage.Output - place.Tokens);
            switch (use)
            {
                case PlaceUse.Answered:
                    _limit.Succeeded();
                    break;
                case PlaceUse.RateLimited:
                    _limit.RateLimited(place.Round);
                    break;
                case PlaceUse.Unused:
                    _requests.Take(-1);
                    break;
                default:
                    break;
            }
        }

        Admit();
    }

    private (CallWaiter Waiter, LinkedListNode<CallWaiter> Node) Add(string name, ModelCall call, bool isAgain)
    {
        lock (_lock)
        {
            if (!_lanes.TryGetValue(name, out var lane))
            {
                lane = _turns.AddLast(new CallLane(name));
                _lanes[name] = lane;
            }

            var waiter = new CallWaiter(lane.Value, call);
            var node = isAgain ? lane.Value.Waiters.AddFirst(waiter) : lane.Value.Waiters.AddLast(waiter);
            _depth++;
            AdmitLocked();
            return (waiter, node);
        }
    }

    private void Admit()
    {
        lock (_lock)
        {
            AdmitLocked();
        }
    }

    private void AdmitLocked()
    {
        while (_inFlight < _limit.Current && _turns.First is { } turn)
        {
            var waiter = turn.Value.Waiters.First!.Value;
            var wait = _requests.WaitFor(1);
            // Now, not when it came: what calls of its stage turn out to be is known by the first that ended.
            var tokens = _countsTokens ? _estimates.Of(waiter.Call) : 0;
            var tokenWait = _tokens.WaitFor(tokens);
            if (wait > TimeSpan.Zero || tokenWait > TimeSpan.Zero)
            {
                // Timers count whole milliseconds: one too early would find nothing and be set again at once.
                _timer.Change((wait > tokenWait ? wait : tokenWait) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }

            turn.Value.Waiters.RemoveFirst();
            _turns.RemoveFirst();
            if (turn.Value.Waiters.Count > 0)
            {
                _turns.AddLast(turn);
            }
            else
            {
                _lanes.Remove(turn.Value.Name);
            }

            _requests.Take(1);
            _tokens.Take(tokens);
            _depth--;
            _inFlight++;
            waiter.Place.SetResult(new CallPlace(_limit.Round, tokens));
        }
    }

    private void Withdraw(CallWaiter waiter, LinkedListNode<CallWaiter> node, CancellationToken cancellation)
    {
        lock (_lock)
        {
            // Without a list it has its place already.
            if (node.List is null)
            {
                return;
            }

            waiter.Lane.Waiters.Remove(node);
            _depth--;
            if (waiter.Lane.Waiters.Count == 0 && _lanes.Remove(waiter.Lane.Name, out var lane))
            {
                _turns.Remove(lane);
            }
        }

        waiter.Place.TrySetCanceled(cancellation);
        // It may have been the one the limits held back.
        Admit();
    }
}
