using System.ComponentModel;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Model;
using Pawl.Runs.Processes;
using Pawl.Runs.Store;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Workers;

/// <summary>
/// Carries one claimed attempt to its one end: starts the host, writes down what it reports, stops it when asked, kills its whole tree,
/// and ends the attempt. One loop does it all; what happens elsewhere comes to it through the inbox.
/// </summary>
internal sealed class AttemptSupervisor : IAsyncDisposable
{
    private readonly WorkerServices _services;
    private readonly ClaimedAttempt _claim;
    private readonly RunFolder _folder;
    private readonly AttemptInbox _inbox;
    private readonly LeaseKeeper _lease;
    private readonly AttemptLimits _limits;
    private readonly string _runId;
    private readonly int _attempt;

    private HostConversation? _conversation;
    private HostProcess? _host;
    private AttemptRecords? _records;
    private FrameRecorder? _recorder;
    private ProtocolException? _breach;
    private string? _stopReason;
    private bool _killed;
    private int? _exitCode;
    private int _openStreams = 3; // frames, standard output, standard error

    /// <param name="claimedAt">Timestamp from before the claim.</param>
    public AttemptSupervisor(WorkerServices services, ClaimedAttempt claim, long claimedAt)
    {
        _services = services;
        _claim = claim;
        (_runId, _attempt) = (claim.Lease.RunId, claim.Lease.Attempt);
        _folder = RunFolder.Of(services.DataRoot, _runId);
        _inbox = new AttemptInbox(services.Time);
        _lease = new LeaseKeeper(services.Store, claim.Lease, claimedAt, _inbox, services.Options, services.Time);
        _limits = new AttemptLimits(SpecLimits.Of(claim.Run.SpecJson), services.Options, services.Time);
    }

    private IWorkerObserver Observer => _services.Observer;

    private RunStore Store => _services.Store;

    /// <summary>Asks the attempt to stop; the first reason stands, a later one may only hurry it.</summary>
    public ValueTask StopAsync(string reason, bool atOnce) => _inbox.PostAsync(new StopAsked(reason, atOnce));

    /// <returns>The run after the attempt's end; null when the lease was lost and nothing was written any more.</returns>
    public async Task<RunRecord?> RunAsync()
    {
        using var trace = AttemptTrace.Start(_claim);
        try
        {
            await KillLeftoversAsync();
            if (!_lease.MayWrite())
            {
                throw new LeaseLostException(_claim.Lease, "an expired lease");
            }

            _records = new AttemptRecords(_folder, _runId, _attempt, _services.Options, Observer, _services.Time);
            _recorder = new FrameRecorder(_services, _claim.Lease, _records);
            await _services.Manifests.BeginAsync(_runId, CancellationToken.None);
            Observer.AttemptStarted(_claim.Run, _claim.Attempt);
            return Start() is { } failure ? End(new AttemptEnd(AttemptState.Failed, failure, null)) : await FollowAsync();
        }
        catch (LeaseLostException)
        {
            Observer.LeaseLost(_runId, _attempt);
            return null;
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or SocketException or SqliteException or FrameTooLargeException)
        {
            return await GiveUpAsync(error);
        }
    }

    /// <summary>Leaves no process, no file and no lease thread behind, whichever way the attempt went.</summary>
    public async ValueTask DisposeAsync()
    {
        _inbox.Close();
        if (_host is not null)
        {
            await _host.Tree.KillAsync(_services.Time, null, CancellationToken.None);
            await _host.DisposeAsync();
        }

        await _lease.DisposeAsync();
        _records?.Dispose();
    }

    // What an earlier attempt left running must be gone before another writes the run's folder.
    private async Task KillLeftoversAsync()
    {
        for (var earlier = 1; earlier < _attempt; earlier++)
        {
            var tree = new ProcessTree(null, AttemptToken.Of(_runId, earlier));
            if (tree.Find().Count > 0)
            {
                await tree.KillAsync(_services.Time, null, CancellationToken.None);
            }
        }
    }

    private AttemptFailure? Start()
    {
        try
        {
            _host = new HostProcess(_services.Launcher, _claim.Run.Workload, _runId, _attempt, _inbox);
        }
        catch (Win32Exception error)
        {
            return new AttemptFailure("launch", false, $"The host '{_services.Launcher.Executable}' cannot be started: {error.Message}");
        }

        _conversation = new HostConversation(_runId, _attempt, _host.Token);
        _limits.Started();
        Store.HostStarted(_claim.Lease, _host.Identity.ProcessId, _host.Identity.StartTicks);
        return null;
    }

    private async Task<RunRecord> FollowAsync()
    {
        while (!(_exitCode is not null && _openStreams == 0) && !_limits.IsOver)
        {
            var input = await _inbox.TakeAsync(Shorter(_limits.DueIn, _records!.LogDueIn, _recorder!.ReportDueIn));
            if (!_lease.MayWrite())
            {
                throw new LeaseLostException(_claim.Lease, "an expired lease");
            }

            if (input is not null)
            {
                await HandleAsync(input);
            }

            await HandleDueAsync();
        }

        // Whatever of the tree outlived its host: nothing of an attempt runs on after its end.
        await _host!.Tree.KillAsync(_services.Time, null, CancellationToken.None);
        var facts = new AttemptFacts(
            _conversation!.Terminal,
            _breach,
            _stopReason,
            _killed,
            _conversation.Opened,
            _exitCode,
            _limits.Spec.Timeout ?? TimeSpan.Zero,
            _limits.Spec.Grace
        );
        if (AttemptOutcome.Warning(facts) is { } warning)
        {
            _records!.Log(RunLogLevel.Warning, warning);
        }

        return End(AttemptOutcome.Decide(facts));
    }

    // Journals first: once the attempt has ended in the database, all it logged is on disk. The manifest before the database says how the
    // run will have ended, so that a death in between never leaves a closed run with an older manifest; after it, how it did end.
    private RunRecord End(AttemptEnd end)
    {
        if (end.Failure is { } failure)
        {
            _records!.Log(RunLogLevel.Error, $"Attempt {_attempt} ended {end.State.Word()} ({failure.Kind}): {failure.Message}");
        }

        if (!_lease.MayWrite())
        {
            throw new LeaseLostException(_claim.Lease, "an expired lease");
        }

        _records!.MakeDurable();
        _records.CompleteTally();
        _recorder!.WriteReport();
        _services.Manifests.Foretell(_runId, _attempt, end);
        var run = Store.EndAttempt(_claim.Lease, end);
        _services.Manifests.Refresh(_runId);
        Observer.AttemptEnded(run, _attempt, end);
        return run;
    }

    // The worker itself cannot go on: its disk is full, its database gone. Where even the end cannot be written the lease expires, and
    // whoever recovers the attempt ends it.
    private async Task<RunRecord?> GiveUpAsync(Exception error)
    {
        if (_host is not null)
        {
            await _host.Tree.KillAsync(_services.Time, null, CancellationToken.None);
        }

        Observer.Trouble(_runId, error);
        try
        {
            var message = $"Its worker could not write down what it did: {error.Message}";
            var end = new AttemptEnd(AttemptState.Failed, new AttemptFailure("worker", true, message, error.StackTrace), null);
            var run = _lease.MayWrite() ? Store.EndAttempt(_claim.Lease, end) : null;
            if (run is not null)
            {
                _services.Manifests.Refresh(_runId);
                Observer.AttemptEnded(run, _attempt, end);
            }

            return run;
        }
        catch (Exception again) when (again is SqliteException or IOException or LeaseLostException)
        {
            return null;
        }
    }

    private async Task HandleAsync(HostInput input)
    {
        switch (input)
        {
            case FrameCame came when _breach is null:
                await AcceptAsync(came.Frame);
                break;
            case FrameBroke broke:
                await BreakAsync(broke.Breach);
                break;
            case FramesEnded:
                _openStreams--;
                _limits.HostShouldExit();
                break;
            case OutputCame output:
                _records!.Log(output.Level, output.Line);
                break;
            case OutputEnded:
                _openStreams--;
                break;
            case HostExited exited:
                _exitCode = exited.Code;
                _limits.HostExited();
                // Grandchildren may hold its pipes and its connection open: their death is what ends the streams.
                await _host!.Tree.KillAsync(_services.Time, null, CancellationToken.None);
                break;
            case StopAsked stop:
                await AskToStopAsync(stop.Reason, stop.AtOnce);
                break;
            case LeaseGone:
                throw new LeaseLostException(_claim.Lease, "another owner");
        }
    }

    private async Task AcceptAsync(HostFrame frame)
    {
        _limits.HeardFromHost();
        try
        {
            _conversation!.Accept(frame);
            Take(frame);
        }
        catch (ProtocolException breach)
        {
            await BreakAsync(breach);
        }
    }

    private void Take(HostFrame frame)
    {
        switch (frame)
        {
            case HelloFrame:
                _limits.SaidHello();
                _host!.Send(new StartFrame(_claim.Run.SpecJson, _services.DataRoot, _folder.Root, Threads(), _limits.Spec.Silence));
                break;
            case FlushFrame flush:
                _records!.MakeDurable();
                _host!.Send(new FlushedFrame(flush.Sequence));
                break;
            case TerminalFrame:
                _limits.HostShouldExit();
                break;
            default:
                _recorder!.Record(frame);
                break;
        }
    }

    /// <summary>What the spec asks for, but no more than the host's share: results do not depend on it, other runs' pace does.</summary>
    private int Threads()
    {
        var options = _services.Options;
        var (share, asked) = (options.ThreadsOfHost, _limits.Spec.Threads);
        if (asked > share)
        {
            _records!.Log(
                RunLogLevel.Info,
                $"Uses {share} of the {asked} threads asked for: the worker has {options.Threads} for {options.Concurrency} at a time."
            );
        }

        return Math.Min(asked ?? share, share);
    }

    private async Task HandleDueAsync()
    {
        if (_records!.LogDueIn <= TimeSpan.Zero)
        {
            _records.WriteLog();
        }

        if (_recorder!.ReportDueIn <= TimeSpan.Zero)
        {
            _recorder.WriteReport();
        }

        // A frame that waits in the inbox is a sign of life that only was not read yet.
        switch (_limits.Due(inboxIsEmpty: _inbox.IsEmpty))
        {
            case AttemptLimit.Hello:
                await BreakAsync(
                    new ProtocolException(
                        ProtocolBreach.NoHello,
                        $"no hello within {_services.Options.StartLimit.TotalSeconds} s of the start"
                    )
                );
                break;
            case AttemptLimit.Silence:
                await BreakAsync(
                    new ProtocolException(
                        ProtocolBreach.Silence,
                        $"no frame for {_limits.Spec.Silence.TotalSeconds} s (silence); the host hangs or its program blocks every thread"
                    )
                );
                break;
            case AttemptLimit.Timeout:
                await AskToStopAsync(StopReasons.TimedOut, atOnce: false);
                break;
            case AttemptLimit.Grace:
                await KillAsync();
                break;
            case AttemptLimit.Exit:
                if (_conversation!.Terminal is null && _stopReason is null)
                {
                    _breach ??= new ProtocolException(
                        _conversation.Opened ? ProtocolBreach.NoResult : ProtocolBreach.NoHello,
                        "the host closed its connection without a result and did not exit"
                    );
                }

                await KillAsync();
                break;
            case AttemptLimit.Drain:
                _host!.StopReading();
                break;
        }
    }

    private async Task BreakAsync(ProtocolException breach)
    {
        // What a tree that is being killed still says, or is cut off saying, tells nothing.
        if (_breach is null && !_killed)
        {
            _breach = breach;
            // A frame cut short may mean that the host was killed: its exit code tells, so let it come by itself first.
            if (breach.Breach != ProtocolBreach.Truncated)
            {
                await KillAsync();
            }
        }
    }

    private async Task AskToStopAsync(string reason, bool atOnce)
    {
        if (_stopReason is null)
        {
            _stopReason = reason;
            _limits.StopAsked();
            Observer.Stopping(_runId, _attempt, reason, _limits.Spec.Grace);
            _host!.Send(new CancelFrame(reason, _limits.Spec.Grace));
        }

        // Before its hello the host has begun nothing that a grace period could save.
        if (atOnce || !_conversation!.Opened)
        {
            await KillAsync();
        }
    }

    private async Task KillAsync()
    {
        _killed |= _exitCode is null;
        _limits.KilledNow();
        await _host!.Tree.KillAsync(_services.Time, null, CancellationToken.None);
    }

    private static TimeSpan Shorter(params ReadOnlySpan<TimeSpan?> spans)
    {
        var shortest = TimeSpan.FromSeconds(1);
        foreach (var span in spans)
        {
            shortest = span < shortest ? span.Value : shortest;
        }

        return shortest;
    }
}
