using Pawl.Runs.Durability;

namespace Pawl.Runs.Metrics;

/// <summary>
/// The metrics of one run in memory, brought up to date by reading what was appended. A journal that a resumed attempt rewrote (see
/// <see cref="MetricJournal.Supersede"/>) is read anew, also when it is as long as before. One thread at a time.
/// </summary>
internal sealed class MetricFile(string path, long mostBytes)
{
    private const int MarkBytes = 512;

    private readonly byte[] _mark = new byte[MarkBytes];
    private MetricTable _table = new();
    private RunMetrics _shown = RunMetrics.None;
    private FileIdentity _identity;
    private long _end;
    private int _markLength;
    private long _damaged;

    /// <summary>What is held in memory.</summary>
    public long Bytes { get; private set; }

    /// <summary>The metrics as they are on disk now; none while there is no journal.</summary>
    public RunMetrics Read()
    {
        if (!File.Exists(path))
        {
            Forget();
            return _shown;
        }

        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var identity = FileIdentity.Of(path);
            var length = RandomAccess.GetLength(file);
            if (identity != _identity || !EndsAsBefore(file, length))
            {
                Forget();
                _identity = identity;
            }

            if (length > _end)
            {
                Take(file, length);
            }
        }
        catch (FileNotFoundException)
        {
            Forget();
        }

        return _shown;
    }

    private void Forget()
    {
        (_table, _shown, _identity, _end, _markLength, _damaged, Bytes) = (new MetricTable(), RunMetrics.None, default, 0, 0, 0, 0);
    }

    /// <summary>The bytes before the place reached are those read there last time: they hold a checksum and a time, so no other lines match.</summary>
    private bool EndsAsBefore(Microsoft.Win32.SafeHandles.SafeFileHandle file, long length)
    {
        if (length < _end)
        {
            return false;
        }

        Span<byte> now = stackalloc byte[MarkBytes];
        now = now[.._markLength];
        return RandomAccess.Read(file, now, _end - _markLength) == _markLength && now.SequenceEqual(_mark.AsSpan(0, _markLength));
    }

    private void Take(Microsoft.Win32.SafeHandles.SafeFileHandle file, long length)
    {
        var isFirst = _end == 0;
        var end = MetricFileReader.Read(file, _end, length, Take);
        if (end == _end)
        {
            return;
        }

        _end = end;
        _markLength = RandomAccess.Read(file, _mark.AsSpan(0, (int)Math.Min(MarkBytes, end)), end - Math.Min(MarkBytes, end));
        foreach (var column in _table.Columns)
        {
            column.Settle(isTrimmed: isFirst);
        }

        Bytes = _table.Columns.Sum(column => column.Bytes);
        _shown = new RunMetrics([.. _table.Columns.Select(column => column.Series())], _damaged);
    }

    private void Take(MetricSegment segment)
    {
        _damaged += segment.Damaged;
        foreach (var column in segment.Table.Columns)
        {
            _table.Column(column.Name).Append(column);
        }

        while (_table.Columns.Sum(column => column.Bytes) is var bytes && bytes > mostBytes)
        {
            // Half of what the longest holds goes: those that make the run long.
            var longest = _table.Columns.MaxBy(column => column.Bytes)!;
            longest.Thin();
            if (longest.Bytes > bytes / 2 && longest.Count < 64)
            {
                return;
            }
        }
    }
}
