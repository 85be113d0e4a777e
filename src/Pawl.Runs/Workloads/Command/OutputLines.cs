using System.Buffers;
using System.Text;

namespace Pawl.Runs.Workloads.Command;

/// <summary>
/// Cuts the bytes a program writes into lines for a log: a line feed, a carriage return (progress bars) or both end one; colours and other
/// control sequences go, bytes that are no UTF-8 become U+FFFD, and a line beyond <see cref="LongestLine"/> is cut with a note.
/// </summary>
internal sealed class OutputLines(Action<string> onLine)
{
    /// <summary>Bytes of one line that are kept; also bounds the memory for a program that never ends its line.</summary>
    public const int LongestLine = 64 << 10;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\r\n"u8);

    private readonly ArrayBufferWriter<byte> _line = new();
    private long _cut;
    private bool _afterReturn;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny(Ends);
            Keep(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
            {
                return;
            }

            var isFeed = bytes[end] == (byte)'\n';
            // The second half of CR LF ends nothing; an empty line is kept only where a line feed made it.
            if (_line.WrittenCount > 0 || (isFeed && !_afterReturn))
            {
                Emit();
            }

            _afterReturn = !isFeed;
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>Emits what was written without an end of line.</summary>
    public void Finish()
    {
        if (_line.WrittenCount > 0)
        {
            Emit();
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        _afterReturn = false;
        var room = Math.Min(bytes.Length, LongestLine - _line.WrittenCount);
        _line.Write(bytes[..room]);
        _cut += bytes.Length - room;
    }

    private void Emit()
    {
        var text = ControlSequences.Remove(Encoding.UTF8.GetString(_line.WrittenSpan));
        onLine(_cut == 0 ? text : $"{text}… [line cut: {_cut} more bytes]");
        _line.ResetWrittenCount();
        _cut = 0;
    }
}
