namespace Pawl.TestPrograms.LlmServer;

/// <summary>Counts what a server meets. Safe for several threads.</summary>
internal sealed class ChatMeter
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, long> _statuses = [];
    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private long _requests;
    private long _connections;
    private readonly HashSet<ChatConnection> _inFlight = [];
    private int _peak;

    public void Connected() => Interlocked.Increment(ref _connections);

    /// <returns>The number of the call over all and of the try of this request, from 0.</returns>
    public (long Call, int Attempt) Begin(ChatConnection connection, ChatRequest request)
    {
        lock (_lock)
        {
            _inFlight.Add(connection);
            if (_inFlight.Count > _peak)
            {
                // Who gave up on an answer does not wait for it any more, though its request is still being dealt with.
                _peak = Math.Max(_peak, _inFlight.Count(other => other == connection || !other.IsClosed));
            }

            var attempt = _attempts.GetValueOrDefault(request.Hash);
            _attempts[request.Hash] = attempt + 1;
            return (_requests++, attempt);
        }
    }

    /// <summary>Comes before the last bytes are sent: once those are, the client may ask anew.</summary>
    public void Leave(ChatConnection connection)
    {
        lock (_lock)
        {
            _inFlight.Remove(connection);
        }
    }

    public void End(ChatConnection connection, int status)
    {
        lock (_lock)
        {
            _inFlight.Remove(connection);
            _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
        }
    }

    public ChatStatistics Read()
    {
        lock (_lock)
        {
            return new ChatStatistics(
                _requests,
                _statuses.GetValueOrDefault(200),
                _inFlight.Count,
                _peak,
                Interlocked.Read(ref _connections),
                new SortedDictionary<int, long>(_statuses)
            );
        }
    }
}
