using Pawl.Runs.Hosting.Protocol;

namespace Pawl.Runs.Hosting.Host;

/// <summary>
/// Frames on their way from the workload's threads to the socket, in call order. Bounded: a workload that reports faster than the worker
/// takes waits in its report. Nothing enters after the terminal frame. Safe for several threads.
/// </summary>
internal sealed class OutgoingQueue
{
    /// <value>8 Mi characters of text and overhead, some tens of megabytes at worst.</value>
    private const int Capacity = 8 << 20;

    private readonly object _gate = new();
    private TaskCompletionSource _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<HostFrame> _frames = [];
    private int _cost;
    private bool _closed;

    /// <summary>Adds a frame, waiting while the queue is full. Frames after the terminal one are dropped.</summary>
    public void Add(HostFrame frame)
    {
        lock (_gate)
        {
            while (!TryAdd(frame))
            {
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Adds a frame unless the queue is full.</summary>
    /// <returns>False when it is full; true when the frame was added, or dropped because the conversation is over.</returns>
    public bool TryAdd(HostFrame frame)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return true;
            }

            if (_cost >= Capacity && frame is not TerminalFrame)
            {
                return false;
            }

            _frames.Add(frame);
            _cost += Cost(frame);
            _closed = frame is TerminalFrame;
            _filled.TrySetResult();
            return true;
        }
    }

    /// <summary>Takes everything that waits, once there is something; null after the terminal frame was taken.</summary>
    public async Task<IReadOnlyList<HostFrame>?> TakeAsync(CancellationToken cancellation)
    {
        Task filled;
        lock (_gate)
        {
            if (_closed && _frames.Count == 0)
            {
                return null;
            }

            filled = _filled.Task;
        }

        await filled.WaitAsync(cancellation);
        lock (_gate)
        {
            var taken = _frames;
            _frames = [];
            _cost = 0;
            _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Monitor.PulseAll(_gate);
            return taken;
        }
    }

    private static int Cost(HostFrame frame) =>
        64
        + frame switch
        {
            LogFrame log => log.Lines.Sum(line => line.Length),
            ProgressFrame progress => progress.Message?.Length ?? 0,
            ErrorFrame error => error.Message.Length + (error.Stack?.Length ?? 0),
            _ => 0,
        };
}
