namespace Pawl.TestPrograms.LlmServer;

/// <summary>Counts what a server meets. Safe for several threads.</summary>
internal sealed class ChatMeter
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, long> _statuses = [];
    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private long _requests;
    private long _connections;
    private int _inFlight;
    private int _peak;

    public void Connected() => Interlocked.Increment(ref _connections);

    /// <returns>The number of the call over all and of the try of this request, from 0.</returns>
    public (long Call, int Attempt) Begin(ChatRequest request)
    {
        lock (_lock)
        {
            _peak = Math.Max(_peak, ++_inFlight);
            var attempt = _attempts.GetValueOrDefault(request.Hash);
            _attempts[request.Hash] = attempt + 1;
            return (_requests++, attempt);
        }
    }

    public void End(int status)
    {
        lock (_lock)
        {
            _inFlight--;
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
                _inFlight,
                _peak,
                Interlocked.Read(ref _connections),
                new SortedDictionary<int, long>(_statuses)
            );
        }
    }
}
