using System.Net.Sockets;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Processes;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Hosting.Host;

/// <summary>
/// The process that does the work of one attempt. It reports to its worker over a socket and writes only checkpoints and artifacts
/// itself. When the worker is gone it kills its children and ends at once: another host may own the run by then.
/// </summary>
public static class HostProgram
{
    /// <summary>The attempt came to a <c>result</c>.</summary>
    public const int Succeeded = 0;

    /// <summary>The attempt ended in an <c>error</c> frame.</summary>
    public const int Failed = 1;

    /// <summary>Not started by a worker, or the worker went away.</summary>
    public const int Refused = 2;

    /// <value>30 s, as long as the worker waits for <c>hello</c>.</value>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    /// <summary>Runs the attempt to its end. Takes over the process: its group, its signals and its exit.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(HostArguments arguments, WorkloadCatalog catalog, TimeProvider time)
    {
        ProcessGroup.Lead();
        var token = Environment.GetEnvironmentVariable(HostEnvironment.Token);
        Environment.SetEnvironmentVariable(HostEnvironment.Token, null);
        if (token is null)
        {
            await Console.Error.WriteLineAsync("'pawl host' is started by a worker. To run a spec, use 'pawl run SPEC'.");
            return Refused;
        }

        using var limit = new CancellationTokenSource(StartLimit, time);
        try
        {
            var queue = new OutgoingQueue();
            using var connection = await HostConnection.OpenAsync(arguments.Socket, queue, limit.Token);
            var session = new HostSession(arguments, connection, queue, catalog, time);
            queue.Add(new HelloFrame(ProtocolLimits.Version, arguments.RunId, arguments.Attempt, Environment.ProcessId, token));
            return await session.RunAsync(limit.Token);
        }
        catch (Exception error) when (error is SocketException or IOException or ProtocolException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"The worker did not start this host: {error.Message}");
            return Refused;
        }
    }
}
