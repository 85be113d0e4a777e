namespace Pawl.Runs.Workers;

/// <summary>The limits of time an attempt can run into.</summary>
internal enum AttemptLimit
{
    None,
    Hello,
    Silence,
    Timeout,
    Grace,

    /// <summary>The host should have exited: it said its last, or closed its connection.</summary>
    Exit,

    /// <summary>What an exited host left in its pipes should have come.</summary>
    Drain,
}

/// <summary>
/// When each limit of an attempt is due, on the monotonic clock. Each is reported once. Not safe for several threads.
/// </summary>
internal sealed class AttemptLimits(SpecLimits spec, WorkerOptions options, TimeProvider time)
{
    /// <value>10 s: a killed process that is not gone by then is stuck in the kernel, and waiting longer helps nobody.</value>
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    /// <value>Woken this much after a deadline, this process was not running either, and the silence says nothing about the host.</value>
    private static readonly TimeSpan LateWake = TimeSpan.FromSeconds(2);

    private readonly Dictionary<AttemptLimit, TimeSpan> _due = [];
    private readonly long _begin = time.GetTimestamp();
    private TimeSpan? _over;

    public SpecLimits Spec { get; } = spec;

    /// <summary>Time since the attempt was claimed.</summary>
    public TimeSpan Now => time.GetElapsedTime(_begin);

    /// <summary>True once waiting on for the host is pointless.</summary>
    public bool IsOver => _over <= Now;

    /// <summary>Time until the next limit; zero or less when one is due; null when none is set.</summary>
    public TimeSpan? DueIn
    {
        get
        {
            TimeSpan? next = _over;
            foreach (var due in _due.Values)
            {
                next = next is null || due < next ? due : next;
            }

            return next - Now;
        }
    }

    public void Started()
    {
        _due[AttemptLimit.Hello] = Now + options.StartLimit;
        if (Spec.Timeout is { } timeout)
        {
            _due[AttemptLimit.Timeout] = Now + timeout;
        }
    }

    public void SaidHello()
    {
        _due.Remove(AttemptLimit.Hello);
        _due[AttemptLimit.Silence] = Now + Spec.Silence;
    }

    public void HeardFromHost()
    {
        if (_due.ContainsKey(AttemptLimit.Silence))
        {
            _due[AttemptLimit.Silence] = Now + Spec.Silence;
        }
    }

    public void StopAsked()
    {
        Clear(AttemptLimit.Timeout, AttemptLimit.Silence);
        _due[AttemptLimit.Grace] = Now + Spec.Grace;
    }

    public void HostShouldExit()
    {
        Clear(AttemptLimit.Hello, AttemptLimit.Silence, AttemptLimit.Timeout);
        if (_over is null && !_due.ContainsKey(AttemptLimit.Drain))
        {
            _due.TryAdd(AttemptLimit.Exit, Now + options.ExitLimit);
        }
    }

    public void HostExited()
    {
        _due.Clear();
        _over = null;
        _due[AttemptLimit.Drain] = Now + options.DrainLimit;
    }

    public void KilledNow()
    {
        if (!_due.ContainsKey(AttemptLimit.Drain))
        {
            _due.Clear();
            _over ??= Now + KillLimit;
        }
    }

    /// <returns>A limit that is due, or <see cref="AttemptLimit.None"/>. It is not reported again.</returns>
    public AttemptLimit Due(bool inboxIsEmpty)
    {
        var now = Now;
        foreach (var (limit, due) in _due)
        {
            if (due > now || (limit is AttemptLimit.Silence or AttemptLimit.Hello && !inboxIsEmpty))
            {
                continue;
            }

            if (limit == AttemptLimit.Silence && now - due > LateWake)
            {
                // Two of the host's repeated progress frames.
                _due[limit] = now + (Spec.Silence / 5);
                return AttemptLimit.None;
            }

            _due.Remove(limit);
            if (limit == AttemptLimit.Drain)
            {
                _over = now + options.DrainLimit;
            }

            return limit;
        }

        return AttemptLimit.None;
    }

    private void Clear(params ReadOnlySpan<AttemptLimit> limits)
    {
        foreach (var limit in limits)
        {
            _due.Remove(limit);
        }
    }
}
