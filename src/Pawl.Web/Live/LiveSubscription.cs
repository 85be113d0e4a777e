using System.Threading.Channels;

namespace Pawl.Web.Live;

/// <summary>
/// One reader's wish to be told of some topics. Changes that come while it is not asking are gathered, each topic once, so that a slow
/// reader costs no more than its list of topics. Any thread may offer; one asks at a time.
/// </summary>
internal sealed class LiveSubscription(IEnumerable<string> topics, Action<LiveSubscription> leave) : IDisposable
{
    private readonly HashSet<string> _topics = [.. topics];
    private readonly HashSet<string> _pending = [];

    // At most one sign that something waits: a second one would say nothing new.
    private readonly Channel<bool> _sign = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public IReadOnlySet<string> Topics => _topics;

    /// <summary>Waits until some topic changed, and takes all that did.</summary>
    public async Task<IReadOnlyCollection<string>> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await _sign.Reader.ReadAsync(cancellation);
            lock (_pending)
            {
                if (_pending.Count > 0)
                {
                    string[] changed = [.. _pending];
                    _pending.Clear();
                    return changed;
                }
            }
        }
    }

    public void Offer(IReadOnlySet<string> changed)
    {
        lock (_pending)
        {
            var (fewer, more) = changed.Count < _topics.Count ? (changed, _topics) : ((IReadOnlySet<string>)_topics, changed);
            var isNew = false;
            foreach (var topic in fewer)
            {
                isNew |= more.Contains(topic) && _pending.Add(topic);
            }

            if (isNew)
            {
                _sign.Writer.TryWrite(true);
            }
        }
    }

    public void Dispose() => leave(this);
}
