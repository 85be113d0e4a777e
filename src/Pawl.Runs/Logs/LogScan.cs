using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;
using Pawl.Runs.Durability;

namespace Pawl.Runs.Logs;

/// <summary>Goes through a log, forward or backward, for the lines that match. Reads no further than it is asked to. For one pass at a time.</summary>
internal sealed class LogScan(SafeFileHandle file, LogMatcher matcher, LogTimeLimit? limit = null)
{
    private readonly List<(int Start, int End)> _candidates = [];
    private char[] _characters = [];

    /// <value>True once the time ran out, or one line took the expression too long: what was found is not all there is.</value>
    public bool IsCut { get; private set; }

    /// <value>Forward: the end of the last good line, matching or not, of those passed. Nothing before it needs to be read again.</value>
    public long Position { get; private set; }

    /// <summary>Matching lines that start at or after an offset, and before another one.</summary>
    public IEnumerable<LogEntry> Forward(long from, long before = long.MaxValue)
    {
        Position = from;
        foreach (var block in LogBlock.Forward(file, from))
        {
            if (IsOver())
            {
                yield break;
            }

            FindCandidates(block.Bytes.Span);
            for (var i = 0; i < _candidates.Count; i++)
            {
                if (Look(block, _candidates[i]) is { } entry)
                {
                    if (entry.Offset >= before)
                    {
                        yield break;
                    }

                    Position = entry.End;
                    yield return entry;
                }

                if (IsCut || IsOver())
                {
                    yield break;
                }
            }

            Position = EndOfLastGood(block) ?? Position;
            if (block.Offset + block.Bytes.Length >= before)
            {
                yield break;
            }
        }
    }

    /// <summary>Matching lines that start before an offset, last first, down to those that start at or after another one.</summary>
    public IEnumerable<LogEntry> Backward(long before, long downTo = 0)
    {
        foreach (var block in LogBlock.Backward(file, before))
        {
            if (IsOver())
            {
                yield break;
            }

            FindCandidates(block.Bytes.Span);
            for (var i = _candidates.Count - 1; i >= 0; i--)
            {
                if (block.Offset + _candidates[i].Start < downTo)
                {
                    yield break;
                }

                if (Look(block, _candidates[i]) is { } entry)
                {
                    yield return entry;
                }

                if (IsCut || IsOver())
                {
                    yield break;
                }
            }

            if (block.Offset <= downTo)
            {
                yield break;
            }
        }
    }

    private bool IsOver()
    {
        if (limit is { IsOver: true })
        {
            IsCut = true;
        }

        return IsCut;
    }

    private LogEntry? Look(LogBlock block, (int Start, int End) line)
    {
        if (LogRecord.Read(block.Bytes.Span[line.Start..line.End]) is not { } read)
        {
            return null;
        }

        try
        {
            return matcher.Matches(read) ? new LogEntry(block.Offset + line.Start, block.Offset + line.End + 1, read) : null;
        }
        catch (RegexMatchTimeoutException)
        {
            IsCut = true;
            return null;
        }
    }

    private void FindCandidates(ReadOnlySpan<byte> bytes)
    {
        _candidates.Clear();
        if (matcher.Anchors is not { } anchors)
        {
            for (var start = 0; start < bytes.Length; )
            {
                var end = start + bytes[start..].IndexOf((byte)'\n');
                _candidates.Add((start, end));
                start = end + 1;
            }

            return;
        }

        if (_characters.Length < bytes.Length)
        {
            _characters = new char[bytes.Length];
        }

        Encoding.Latin1.GetChars(bytes, _characters);
        var characters = _characters.AsSpan(0, bytes.Length);
        for (var from = 0; characters[from..].IndexOfAny(anchors) is var found and >= 0; )
        {
            var hit = from + found;
            var start = bytes[..hit].LastIndexOf((byte)'\n') + 1;
            var end = hit + bytes[hit..].IndexOf((byte)'\n');
            _candidates.Add((start, end));
            from = end + 1;
        }
    }

    private static long? EndOfLastGood(LogBlock block)
    {
        var bytes = block.Bytes.Span;
        for (var end = bytes.Length; end > 0; )
        {
            var start = bytes[..(end - 1)].LastIndexOf((byte)'\n') + 1;
            if (JournalLine.Damage(bytes[start..(end - 1)]) is null)
            {
                return block.Offset + end;
            }

            end = start;
        }

        return null;
    }
}
