using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Processes;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Hosting.Host;

/// <summary>One attempt inside its host: the assignment, the workload, and the one terminal frame.</summary>
internal sealed class HostSession(
    HostArguments arguments,
    HostConnection connection,
    OutgoingQueue queue,
    WorkloadCatalog catalog,
    TimeProvider time
)
{
    private volatile bool _finished;

    public async Task<int> RunAsync(CancellationToken startLimit)
    {
        var writing = WriteAsync();
        var start = await connection.ReadStartAsync(startLimit);
        var terminal = await WorkAsync(start);

        // From here on the end of the connection is the worker's answer, not its death.
        _finished = true;
        queue.Add(terminal);
        await writing;
        return terminal is ResultFrame ? HostProgram.Succeeded : HostProgram.Failed;
    }

    private async Task<TerminalFrame> WorkAsync(StartFrame start)
    {
        HostContext? context = null;
        try
        {
            var (workload, spec) = Resolve(start);
            context = new HostContext(arguments, start, spec, queue, time);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => StopOn(signal, context));
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => StopOn(signal, context));
            _ = ServeAsync(context);
            using var folder = await HostLock.TakeAsync(start.RunFolder, HostLock.Patience, time, context.Stop);
            // On the pool: a workload may compute for long before its first await.
            var value = await Task.Run(() => workload.RunAsync(context, context.Stop));
            var result = new ResultFrame(value.ToJsonString());
            _ = HostFrameCodec.Bytes(result); // a result that fits no frame is the workload's error
            return result;
        }
        // The one place that catches everything: whatever the workload threw becomes the attempt's error.
        catch (Exception error)
        {
            return WorkloadErrors.Frame(error, context?.StopReason);
        }
        finally
        {
            context?.Dispose();
        }
    }

    private (IWorkload Workload, ResolvedSpec Spec) Resolve(StartFrame start)
    {
        using var document = JsonDocument.Parse(start.SpecJson);
        var name = document.RootElement.TryGetProperty("workload", out var value) ? value.GetString() : null;
        var workload = catalog.Get(name ?? "", "stored spec");
        return (workload, SpecJson.Read(workload.Schema, start.SpecJson));
    }

    // A stop of the whole machine signals every process. The worker stops its hosts itself; a host signalled alone stops the same way.
    private static void StopOn(PosixSignalContext signal, HostContext context)
    {
        signal.Cancel = true;
        context.RequestStop(StopReasons.Shutdown);
    }

    private async Task WriteAsync()
    {
        try
        {
            await connection.WriteAllAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            await AbandonAsync();
        }
    }

    private async Task ServeAsync(HostContext context)
    {
        try
        {
            await connection.ServeAsync(context, CancellationToken.None);
        }
        catch (Exception error) when (error is SocketException or IOException or ProtocolException or ObjectDisposedException)
        {
            // Nothing to tell the worker: either way there is none to work for any more.
        }

        if (!_finished)
        {
            await AbandonAsync();
        }
    }

    // The tree does not hold the caller: first all others, then this process, with nothing in between that writes.
    private async Task AbandonAsync()
    {
        var others = new ProcessTree(ProcessIdentity.Current, AttemptToken.Of(arguments.RunId, arguments.Attempt));
        await others.KillAsync(time, null, CancellationToken.None);
        ImmediateExit.With(HostProgram.Refused);
    }
}
