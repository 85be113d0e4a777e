namespace Pawl.Runs.Metrics;

/// <summary>
/// The metrics of the runs looked at last, within a budget of memory: those not asked for the longest go first. A run that alone would take
/// more than a third of it is thinned to its extremes. Safe to call from any thread.
/// </summary>
/// <param name="budgetBytes">At least 1 MiB.</param>
public sealed class MetricCache(long budgetBytes = MetricCache.UsualBudget)
{
    /// <summary>192 MiB: eight million values, and the server stays below 500 MB.</summary>
    public const long UsualBudget = 192 << 20;

    /// <summary>What an entry costs beside its values.</summary>
    private const long EntryBytes = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _order = new();
    private long _bytes;

    /// <value>What is held now; at most the budget once no call is under way.</value>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>The metrics of a run as they are on disk now. Only what was appended since the last call is read.</summary>
    public RunMetrics Read(RunFolder folder) => Read(folder.Metrics);

    /// <inheritdoc cref="Read(RunFolder)"/>
    /// <param name="path">A <c>metrics.ndjson</c>; one that does not exist has no metrics.</param>
    public RunMetrics Read(string path)
    {
        var entry = Take(path);
        lock (entry.File)
        {
            var metrics = entry.File.Read();
            Account(entry);
            return metrics;
        }
    }

    private Entry Take(string path)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(path, out var entry))
            {
                entry = new Entry(path, new MetricFile(path, budgetBytes / 3));
                entry.Node = _order.AddFirst(entry);
                _entries.Add(path, entry);
            }
            else
            {
                _order.Remove(entry.Node!);
                _order.AddFirst(entry.Node!);
            }

            return entry;
        }
    }

    private void Account(Entry entry)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(entry.Path, out var known) || known != entry)
            {
                return; // went while it was read
            }

            var bytes = entry.File.Bytes + EntryBytes;
            _bytes += bytes - entry.Bytes;
            entry.Bytes = bytes;
            while (_bytes > budgetBytes && _order.Last!.Value is var oldest && oldest != entry)
            {
                _order.RemoveLast();
                _entries.Remove(oldest.Path);
                _bytes -= oldest.Bytes;
            }
        }
    }

    private sealed class Entry(string path, MetricFile file)
    {
        public string Path => path;

        public MetricFile File => file;

        public LinkedListNode<Entry>? Node { get; set; }

        public long Bytes { get; set; }
    }
}
