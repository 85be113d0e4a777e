namespace Pawl.Shogi.Records.Text;

/// <summary>Walks the lines of a text, ended by CR LF, LF or CR, and counts them.</summary>
internal ref struct TextLines(ReadOnlySpan<char> text, int number = 0)
{
    private ReadOnlySpan<char> _rest = text;
    private bool _ended;

    /// <value>The line read last, without its end.</value>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <value>The number of <see cref="Current"/>, from 1.</value>
    public int Number { get; private set; } = number;

    /// <returns>False when there are no more lines.</returns>
    public bool Read()
    {
        if (_ended || _rest.IsEmpty)
        {
            return false;
        }

        var end = _rest.IndexOfAny('\r', '\n');
        Number++;
        if (end < 0)
        {
            Current = _rest;
            _ended = true;
            return true;
        }

        Current = _rest[..end];
        var next = _rest[end] == '\r' && end + 1 < _rest.Length && _rest[end + 1] == '\n' ? end + 2 : end + 1;
        _rest = _rest[next..];
        return true;
    }
}
