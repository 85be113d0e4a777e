using System.Text;

namespace Pawl.Cli.Output;

/// <summary>
/// A block of lines at the end of a terminal's output that is redrawn in place, with lines scrolling by above it. The cursor rests below
/// the block, so that what the terminal echoes there, such as <c>^C</c>, is wiped by the next redraw.
/// </summary>
internal sealed class LiveRegion(TextWriter terminal) : IDisposable
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const string EraseBelow = "\e[0J";
    private int _height;

    /// <param name="scrolled">Lines that stay, of any width.</param>
    /// <param name="block">Lines narrower than the terminal, or they would wrap and the block grow by a line at each redraw.</param>
    public void Redraw(IReadOnlyList<string> scrolled, IReadOnlyList<string> block)
    {
        // One write, so that no half-drawn block is ever seen.
        var text = new StringBuilder(HideCursor);
        if (_height > 0)
        {
            text.Append($"\r\e[{_height}A");
        }

        text.Append(EraseBelow);
        foreach (var line in scrolled.Concat(block))
        {
            text.Append(line).Append('\n');
        }

        _height = block.Count;
        terminal.Write(text.Append(ShowCursor));
    }

    public void Dispose() => terminal.Write(ShowCursor);
}
