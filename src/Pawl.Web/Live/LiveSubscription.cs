namespace Pawl.Web.Live;

/// <summary>One page's wish to be told of some topics. Changes that come while it is not asking are gathered, each topic once.</summary>
internal sealed class LiveSubscription(IEnumerable<string> topics, Action<LiveSubscription> leave) : IDisposable
{
    private readonly HashSet<string> _topics = [.. topics];
    private readonly HashSet<string> _pending = [];
    private readonly SemaphoreSlim _signal = new(0, 1);

    public IReadOnlySet<string> Topics => _topics;

    /// <summary>Waits until some topic changed, and takes all that did.</summary>
    public async Task<IReadOnlyCollection<string>> NextAsync(CancellationToken cancellation)
    {
        await _signal.WaitAsync(cancellation);
        lock (_pending)
        {
            string[] changed = [.. _pending];
            _pending.Clear();
            return changed;
        }
    }

    public void Offer(IEnumerable<string> changed)
    {
        lock (_pending)
        {
            var before = _pending.Count;
            _pending.UnionWith(changed.Where(_topics.Contains));
            if (before == 0 && _pending.Count > 0 && _signal.CurrentCount == 0)
            {
                _signal.Release();
            }
        }
    }

    public void Dispose()
    {
        leave(this);
        _signal.Dispose();
    }
}
