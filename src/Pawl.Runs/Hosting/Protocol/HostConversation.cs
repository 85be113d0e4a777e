namespace Pawl.Runs.Hosting.Protocol;

/// <summary>
/// The order frames of a host may come in: <c>hello</c> first and once, of the process that was started; then any; then exactly one
/// terminal frame and nothing after it. Pure: knows no socket, no clock.
/// </summary>
internal sealed class HostConversation(string run, int attempt, string token)
{
    public bool Opened { get; private set; }

    /// <summary>The frame that ended the conversation, or null so far.</summary>
    public TerminalFrame? Terminal { get; private set; }

    /// <exception cref="ProtocolException">The frame may not come here.</exception>
    public void Accept(HostFrame frame)
    {
        if (!Opened)
        {
            Open(frame);
        }
        else if (Terminal is not null)
        {
            throw frame is TerminalFrame
                ? new ProtocolException(ProtocolBreach.SecondTerminal, $"{Name(frame)} after {Name(Terminal)}; an attempt ends once")
                : new ProtocolException(ProtocolBreach.AfterTerminal, $"{Name(frame)} after {Name(Terminal)}, which is the last frame");
        }
        else if (frame is HelloFrame)
        {
            throw new ProtocolException(ProtocolBreach.SecondHello, "'hello' came again; it is the first frame and comes once");
        }
        else
        {
            Terminal = frame as TerminalFrame;
        }
    }

    private void Open(HostFrame frame)
    {
        if (frame is not HelloFrame hello)
        {
            throw new ProtocolException(ProtocolBreach.NoHello, $"the first frame is 'hello', got {Name(frame)}");
        }

        if (hello.Run != run || hello.Attempt != attempt)
        {
            throw new ProtocolException(
                ProtocolBreach.ForeignHello,
                $"'hello' names attempt {hello.Attempt} of run '{FrameObject.Short(hello.Run)}', expected attempt {attempt} of run '{run}'"
            );
        }

        if (hello.Token != token)
        {
            throw new ProtocolException(ProtocolBreach.ForeignHello, "'hello' carries a token that this worker did not give out");
        }

        Opened = true;
    }

    private static string Name(HostFrame frame) => $"'{frame.GetType().Name[..^"Frame".Length].ToLowerInvariant()}'";
}
