using System.Threading.Channels;

namespace Pawl.Runs.Workers;

/// <summary>
/// Where everything that happens to an attempt queues for its one loop, which therefore needs no locks. Bounded: a host that reports faster
/// than its worker writes is slowed down through its socket.
/// </summary>
internal sealed class AttemptInbox(TimeProvider time)
{
    private readonly Channel<HostInput> _inputs = Channel.CreateBounded<HostInput>(
        new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );

    private Task<bool>? _waiting;

    /// <summary>Adds an input, waiting while the inbox is full. Dropped once the inbox is closed.</summary>
    public async ValueTask PostAsync(HostInput input)
    {
        while (!_inputs.Writer.TryWrite(input))
        {
            if (!await _inputs.Writer.WaitToWriteAsync())
            {
                return;
            }
        }
    }

    public bool IsEmpty => !_inputs.Reader.TryPeek(out _);

    /// <summary>The loop takes no more: whoever waits to post goes on.</summary>
    public void Close() => _inputs.Writer.TryComplete();

    /// <returns>The next input, or null when none came within the time.</returns>
    public async Task<HostInput?> TakeAsync(TimeSpan within)
    {
        if (_inputs.Reader.TryRead(out var input))
        {
            return input;
        }

        if (within <= TimeSpan.Zero)
        {
            return null;
        }

        _waiting ??= _inputs.Reader.WaitToReadAsync().AsTask();
        using (var given = new CancellationTokenSource())
        {
            await Task.WhenAny(_waiting, Task.Delay(within, time, given.Token));
            await given.CancelAsync();
        }

        if (!_waiting.IsCompleted)
        {
            return null;
        }

        _waiting = null;
        return _inputs.Reader.TryRead(out input) ? input : null;
    }
}
