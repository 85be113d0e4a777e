using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Processes;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Workers;

/// <summary>
/// A started host with its socket and its output. Three readers (frames, standard output, standard error) and the wait for its exit post
/// what they see to the inbox, each in its own order.
/// </summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly AttemptInbox _inbox;
    private readonly SocketFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _over = new();
    private readonly Process _process;
    private readonly List<Task> _readers = [];
    private Task _sent = Task.CompletedTask;
    private NetworkStream? _stream;
    private Socket? _connection;

    /// <exception cref="System.ComponentModel.Win32Exception">The host cannot be started.</exception>
    public HostProcess(HostLauncher launcher, string workload, string runId, int attempt, AttemptInbox inbox)
    {
        _inbox = inbox;
        Token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        try
        {
            _listener.Bind(new UnixDomainSocketEndPoint(_folder.Socket));
            _listener.Listen(1);
            _process = Process.Start(launcher.StartInfo(workload, runId, attempt, _folder.Socket, Token))!;
        }
        catch
        {
            _listener.Dispose();
            _folder.Dispose();
            throw;
        }

        _process.StandardInput.Close();
        // Dead already, perhaps: a start time of 0 makes the process id alone count.
        Identity = ProcessIdentity.Of(_process.Id) ?? new ProcessIdentity(_process.Id, 0, ProcessIdentity.CurrentBootId);
        Tree = new ProcessTree(Identity, AttemptToken.Of(runId, attempt));
        _readers.Add(ReadFramesAsync());
        _readers.Add(ReadOutputAsync(_process.StandardOutput.BaseStream, RunLogLevel.Output));
        _readers.Add(ReadOutputAsync(_process.StandardError.BaseStream, RunLogLevel.ErrorOutput));
        _readers.Add(WaitForExitAsync());
    }

    /// <summary>The secret the host's <c>hello</c> must carry.</summary>
    public string Token { get; }

    public ProcessIdentity Identity { get; }

    public ProcessTree Tree { get; }

    /// <summary>
    /// Sends a frame after those before it, without waiting: a host that does not read must not hold up the loop that would notice.
    /// A connection that is gone is not an error here: its reader tells.
    /// </summary>
    public void Send(WorkerFrame frame) => _sent = SendAfterAsync(_sent, WorkerFrameCodec.Bytes(frame));

    /// <summary>Gives up on frames and output that have not come yet.</summary>
    public void StopReading() => _over.Cancel();

    public async ValueTask DisposeAsync()
    {
        StopReading();
        _listener.Dispose();
        _connection?.Dispose();
        await Task.WhenAll([.. _readers, _sent]);
        _stream?.Dispose();
        _process.Dispose();
        _folder.Dispose();
        _over.Dispose();
    }

    private async Task SendAfterAsync(Task earlier, byte[] bytes)
    {
        await earlier;
        try
        {
            if (_stream is { } stream)
            {
                await stream.WriteAsync(bytes, _over.Token);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The reader sees the same end.
        }
    }

    private async Task ReadFramesAsync()
    {
        try
        {
            _connection = await _listener.AcceptAsync(_over.Token);
            _stream = new NetworkStream(_connection, ownsSocket: false);
            var reader = new FrameReader<HostFrame>(_stream, HostFrameCodec.Parse);
            while (await reader.ReadAsync(_over.Token) is { } frame)
            {
                await _inbox.PostAsync(new FrameCame(frame));
            }
        }
        catch (ProtocolException breach)
        {
            await _inbox.PostAsync(new FrameBroke(breach));
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // A reset is an end like any other: what it means follows from the frames that came before and from the exit.
        }

        await _inbox.PostAsync(new FramesEnded());
    }

    private async Task ReadOutputAsync(Stream output, RunLogLevel level)
    {
        try
        {
            await OutputLines.ReadAsync(output, line => _inbox.PostAsync(new OutputCame(level, line)), _over.Token);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe is gone or given up: the lines so far were posted.
        }

        await _inbox.PostAsync(new OutputEnded());
    }

    private async Task WaitForExitAsync()
    {
        // Not WaitForExitAsync: that waits for the ends of the output too, which a grandchild may hold open.
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => exited.TrySetResult();
        if (_process.HasExited)
        {
            exited.TrySetResult();
        }

        try
        {
            await exited.Task.WaitAsync(_over.Token);
        }
        catch (OperationCanceledException)
        {
            return; // given up on: stuck in the kernel, not even a kill ends it
        }

        await _inbox.PostAsync(new HostExited(_process.ExitCode));
        if (_connection is null && !_listener.Poll(0, SelectMode.SelectRead))
        {
            _listener.Dispose(); // it never connected and never will: ends the accept
        }
    }
}
