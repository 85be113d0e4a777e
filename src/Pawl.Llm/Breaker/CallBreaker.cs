using Pawl.Llm.Calls;
using Pawl.Llm.Credentials;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Breaker;

/// <summary>
/// Holds calls back while a provider cannot answer any, and lets one at a time find out whether it can again. What it knows stands in a file
/// that all processes share and that outlives them. Safe for several threads.
/// </summary>
public sealed class CallBreaker
{
    /// <summary>How soon other processes are heard of.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly BreakerSettings _settings;
    private readonly Credential _credential;
    private readonly Uri _endpoint;
    private readonly string _folder;
    private readonly TimeSpan _longestProbe;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private BreakerFile _file;
    private BreakerState _state;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _readAt;
    private DateTime _fileTime;
    private int _failuresInRow;

    /// <param name="folder">Where breakers stand; created when one first opens.</param>
    /// <param name="longestTry">A probe that takes longer counts as lost.</param>
    public CallBreaker(BreakerSettings settings, Uri endpoint, Credential credential, string folder, TimeSpan longestTry, TimeProvider time)
    {
        _settings = settings;
        _credential = credential;
        _endpoint = endpoint;
        _folder = folder;
        // What the probe waits for besides its answer: a place, and the disk.
        _longestProbe = (longestTry * 2) + TimeSpan.FromSeconds(10);
        _time = time;
        _file = new BreakerFile(folder, endpoint, credential.Fingerprint);
        _state = Fresh();
        ForgetOldKeys();
        Read();
    }

    /// <summary>Delete it to forget what is known.</summary>
    public string Path => _file.Path;

    public BreakerState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>The key was refused so often that calls fail at once.</summary>
    internal bool IsExhausted
    {
        get
        {
            lock (_lock)
            {
                return _state.Cause == BreakerCause.Key && _state.KeyRefusals >= _settings.KeyTries;
            }
        }
    }

    /// <summary>Waits while calls cannot get through.</summary>
    /// <param name="waiting">Told before each wait.</param>
    /// <exception cref="CallFailureException">Of kind key: this key was refused too often to be shown again.</exception>
    internal async Task<BreakerPass> PassAsync(Action<BreakerState>? waiting, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            Task changed;
            TimeSpan wait;
            BreakerState state;
            lock (_lock)
            {
                if (_time.GetElapsedTime(_readAt) >= Freshness)
                {
                    Read();
                }

                if (Decide(out wait) is { } pass)
                {
                    return pass;
                }

                (changed, state) = (_changed.Task, _state);
            }

            waiting?.Invoke(state);
            await WaitAsync(changed, wait, cancellation);
        }
    }

    /// <summary>Whether a pass still holds: the breaker may have opened while its call waited for a place.</summary>
    internal bool Admits(BreakerPass pass)
    {
        lock (_lock)
        {
            return pass.IsProbe || _state.Position == BreakerPosition.Closed;
        }
    }

    internal void Succeeded(BreakerPass pass)
    {
        lock (_lock)
        {
            _failuresInRow = 0;
            if (pass.IsProbe || _state is { Position: BreakerPosition.Closed, KeyRefusals: > 0 })
            {
                Move(_ => Fresh());
            }
        }
    }

    internal void Failed(BreakerPass pass, CallFailureException failure)
    {
        lock (_lock)
        {
            switch (failure.Kind)
            {
                case CallFailureKind.Key:
                    Open(pass, BreakerCause.Key, failure);
                    break;
                case CallFailureKind.Quota:
                    Open(pass, BreakerCause.Quota, failure);
                    break;
                case CallFailureKind.Server or CallFailureKind.Connection or CallFailureKind.Timeout:
                    _failuresInRow++;
                    if (pass.IsProbe || _failuresInRow >= _settings.Failures)
                    {
                        Open(pass, BreakerCause.Outage, failure);
                    }

                    break;
                case CallFailureKind.Garbled when pass.IsProbe:
                    Open(pass, BreakerCause.Outage, failure);
                    break;
                case CallFailureKind.Stopped:
                    Return(pass);
                    break;
                case CallFailureKind.RateLimited or CallFailureKind.Refused when pass.IsProbe:
                    // Key and account were good enough for the provider to look at the request.
                    Move(_ => Fresh());
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Gives back a pass that was not used.</summary>
    internal void Return(BreakerPass pass)
    {
        lock (_lock)
        {
            if (pass.IsProbe && _state.Position == BreakerPosition.HalfOpen)
            {
                Move(state => state with { Position = BreakerPosition.Open, ProbeEnds = null });
            }
        }
    }

    private BreakerPass? Decide(out TimeSpan wait)
    {
        wait = Freshness;
        var now = _time.GetUtcNow();
        switch (_state.Position)
        {
            case BreakerPosition.Closed:
                return new BreakerPass(IsProbe: false);
            case BreakerPosition.HalfOpen when now < _state.ProbeEnds:
                return null;
            case BreakerPosition.Open when now < _state.NextProbe:
                wait = _state.NextProbe.Value - now;
                return null;
            default:
                break;
        }

        if (IsOtherKey())
        {
            return new BreakerPass(IsProbe: false);
        }

        if (IsExhausted)
        {
            throw Exhausted();
        }

        var isMine = false;
        Move(state =>
        {
            // Another process may have been first.
            isMine = state.Position == BreakerPosition.Open ? !(now < state.NextProbe) : !(now < state.ProbeEnds);
            isMine &= state.Position != BreakerPosition.Closed;
            return isMine ? state with { Position = BreakerPosition.HalfOpen, ProbeEnds = now + _longestProbe } : state;
        });
        wait = TimeSpan.FromMilliseconds(1);
        return isMine ? new BreakerPass(IsProbe: true) : null;
    }

    private async Task WaitAsync(Task changed, TimeSpan wait, CancellationToken cancellation)
    {
        // Looked at again now and then even so: another process may close it, or a person delete the file.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var step = wait < Freshness ? wait : Freshness;
        await Task.WhenAny(changed, Task.Delay(step, _time, ended.Token));
        await ended.CancelAsync();
    }

    private void Open(BreakerPass pass, BreakerCause cause, CallFailureException failure)
    {
        var now = _time.GetUtcNow();
        Move(state =>
        {
            var refusals = state.KeyRefusals + (cause == BreakerCause.Key ? 1 : 0);
            var isLate = !pass.IsProbe && state.Position != BreakerPosition.Closed;
            if (isLate)
            {
                // It was on its way when the breaker opened: it counts, and changes nothing else.
                return Exhaust(state with { KeyRefusals = refusals });
            }

            var probes = pass.IsProbe ? state.Probes + 1 : 0;
            return Exhaust(
                state with
                {
                    Position = BreakerPosition.Open,
                    Cause = cause,
                    Since = pass.IsProbe ? state.Since : now,
                    NextProbe = now + Pause(probes),
                    Probes = probes,
                    KeyRefusals = refusals,
                    LastStatus = failure.Status,
                    LastMessage = failure.Message,
                    ProbeEnds = null,
                }
            );
        });
    }

    private BreakerState Exhaust(BreakerState state) =>
        state is { Cause: BreakerCause.Key, Position: BreakerPosition.Open } && state.KeyRefusals >= _settings.KeyTries
            ? state with
            {
                NextProbe = null,
            }
            : state;

    private TimeSpan Pause(int probes)
    {
        var pause = _settings.Pause * Math.Pow(2, Math.Min(probes, 30));
        return pause < _settings.LongestPause ? pause : _settings.LongestPause;
    }

    private CallFailureException Exhausted() =>
        new(
            CallFailureKind.Key,
            _state.LastStatus,
            null,
            null,
            isOutcomeUnknown: false,
            $"The provider at {_endpoint} refused the key from {_credential.Source} {_state.KeyRefusals} times; it is not shown again. {_state.LastMessage} "
                + $"Put a good key there and resume. If this one was made good at the provider, delete '{Path}' and resume."
        );

    /// <summary>Reads the key again: a mended one starts with a clean breaker.</summary>
    private bool IsOtherKey()
    {
        try
        {
            if (!_credential.Reload())
            {
                return false;
            }
        }
        catch (CredentialException)
        {
            // A file that is being replaced just now; the old key is shown once more.
            return false;
        }

        File.Delete(Path);
        _file = new BreakerFile(_folder, _endpoint, _credential.Fingerprint);
        _failuresInRow = 0;
        _state = Fresh();
        Read();
        Signal();
        return _state.Position == BreakerPosition.Closed;
    }

    /// <summary>States of keys that were at the same place before say nothing any more.</summary>
    private void ForgetOldKeys()
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(_folder, "*.json"))
        {
            if (
                BreakerFile.Read(path) is { } state
                && state.Endpoint == $"{_endpoint}"
                && state.CredentialSource == _credential.Source
                && state.Credential != _credential.Fingerprint
            )
            {
                File.Delete(path);
            }
        }
    }

    private void Read()
    {
        _readAt = _time.GetTimestamp();
        // A file that is not there has the time of the year 1601.
        var changed = File.GetLastWriteTimeUtc(Path);
        if (changed == _fileTime)
        {
            return;
        }

        _fileTime = changed;
        _state = BreakerFile.Read(Path) ?? Fresh();
        Signal();
    }

    private void Move(Func<BreakerState, BreakerState> change)
    {
        _state = _file.Change(state => change(state ?? _state), _time);
        _fileTime = File.GetLastWriteTimeUtc(Path);
        Signal();
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private BreakerState Fresh() =>
        new(
            $"{_endpoint}",
            _credential.Fingerprint,
            _credential.Source,
            BreakerPosition.Closed,
            BreakerCause.None,
            _time.GetUtcNow(),
            NextProbe: null,
            Probes: 0,
            KeyRefusals: 0,
            LastStatus: null,
            "",
            ProbeEnds: null
        );
}
