using Microsoft.Data.Sqlite;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Workers;

/// <summary>
/// Renews one attempt's lease and looks for a cancel, beside the attempt's loop. The lease is judged by the monotonic clock from before
/// the renewal was asked for, so this worker stops believing in it before anyone else does, also after it was stopped or the machine slept.
/// </summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly RunStore _store;
    private readonly Lease _lease;
    private readonly AttemptInbox _inbox;
    private readonly WorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _loop;
    private long _renewedAt;
    private volatile bool _lost;

    /// <param name="claimedAt">Timestamp from before the claim.</param>
    public LeaseKeeper(RunStore store, Lease lease, long claimedAt, AttemptInbox inbox, WorkerOptions options, TimeProvider time)
    {
        (_store, _lease, _inbox, _options, _time) = (store, lease, inbox, options, time);
        _renewedAt = claimedAt;
        _loop = Task.Run(KeepAsync);
    }

    /// <summary>
    /// Whether this worker may write. Past the lease's end it asks the store once more: where nobody took the attempt over the lease is
    /// good again, and where the store does not answer it counts as lost.
    /// </summary>
    public bool MayWrite()
    {
        if (!_lost && _time.GetElapsedTime(Volatile.Read(ref _renewedAt)) >= RunStore.LeaseTime)
        {
            _lost = !(TryRenew(out var state) && state.Held);
        }

        return !_lost;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _loop;
        _over.Dispose();
    }

    private async Task KeepAsync()
    {
        var cancelSeen = false;
        while (!_over.IsCancellationRequested && !_lost)
        {
            var due = _time.GetElapsedTime(Volatile.Read(ref _renewedAt)) >= _options.Heartbeat;
            if (due ? TryRenew(out var state) : TryLook(out state))
            {
                if (!state.Held)
                {
                    _lost = true;
                    await _inbox.PostAsync(new LeaseGone());
                    return;
                }

                if (state.CancelReason is not null && !cancelSeen)
                {
                    cancelSeen = true;
                    await _inbox.PostAsync(new StopAsked(StopReasons.Cancelled, AtOnce: false));
                }
            }

            try
            {
                await Task.Delay(_options.Poll, _time, _over.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // True when the store answered. A database that is locked or unreachable for a while is asked again until the lease runs out.
    private bool TryRenew(out LeaseState state)
    {
        var before = _time.GetTimestamp();
        try
        {
            state = _store.Renew(_lease);
        }
        catch (Exception error) when (error is SqliteException or IOException)
        {
            state = default;
            return false;
        }

        if (state.Held)
        {
            Volatile.Write(ref _renewedAt, before);
        }

        return true;
    }

    private bool TryLook(out LeaseState state)
    {
        try
        {
            state = _store.Look(_lease);
            return true;
        }
        catch (Exception error) when (error is SqliteException or IOException)
        {
            state = default;
            return false;
        }
    }
}
