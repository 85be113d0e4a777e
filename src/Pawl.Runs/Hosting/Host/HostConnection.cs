using System.Net.Sockets;
using Pawl.Runs.Hosting.Protocol;

namespace Pawl.Runs.Hosting.Host;

/// <summary>The host's end of the socket: one loop writes what the queue holds, one reads what the worker asks.</summary>
internal sealed class HostConnection : IDisposable
{
    private readonly NetworkStream _stream;
    private readonly FrameReader<WorkerFrame> _reader;
    private readonly OutgoingQueue _queue;

    private HostConnection(Socket socket, OutgoingQueue queue)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new FrameReader<WorkerFrame>(_stream, WorkerFrameCodec.Parse);
        _queue = queue;
    }

    public static async Task<HostConnection> OpenAsync(string path, OutgoingQueue queue, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new HostConnection(socket, queue);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Writes frames until the terminal one went out.</summary>
    public async Task WriteAllAsync(CancellationToken cancellation)
    {
        while (await _queue.TakeAsync(cancellation) is { } frames)
        {
            foreach (var frame in FrameMerge.Neighbours(frames))
            {
                await _stream.WriteAsync(HostFrameCodec.Bytes(frame), cancellation);
            }
        }
    }

    /// <exception cref="EndOfStreamException">The worker closed the connection instead.</exception>
    /// <exception cref="ProtocolException">The worker sent something else.</exception>
    public async Task<StartFrame> ReadStartAsync(CancellationToken cancellation) =>
        await _reader.ReadAsync(cancellation) switch
        {
            StartFrame start => start,
            null => throw new EndOfStreamException("The worker closed the connection before it sent 'start'."),
            var other => throw new ProtocolException(
                ProtocolBreach.BadField,
                $"expected 'start' in answer to 'hello', got {other.GetType().Name}"
            ),
        };

    /// <summary>Serves the worker's frames until the connection ends.</summary>
    public async Task ServeAsync(HostContext context, CancellationToken cancellation)
    {
        while (await _reader.ReadAsync(cancellation) is { } frame)
        {
            switch (frame)
            {
                case CancelFrame cancel:
                    context.RequestStop(cancel.Reason);
                    break;
                case FlushedFrame flushed:
                    context.Flushed(flushed.Sequence);
                    break;
                default:
                    throw new ProtocolException(ProtocolBreach.BadField, "'start' came again");
            }
        }
    }

    public void Dispose() => _stream.Dispose();
}
