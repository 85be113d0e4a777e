using Pawl.Runs.Hosting.Protocol;

namespace Pawl.Runs.Tests.Hosting;

public sealed class HostConversationTests
{
    private readonly HostConversation _conversation = new("run", 2, "secret");

    [Fact]
    public void A_conversation_opens_with_hello_and_ends_with_its_terminal_frame()
    {
        var result = new ResultFrame("{}");

        _conversation.Accept(new HelloFrame(1, "run", 2, 7, "secret"));
        _conversation.Accept(new ProgressFrame(0, null));
        Assert.Null(_conversation.Terminal);
        _conversation.Accept(result);

        Assert.True(_conversation.Opened);
        Assert.Same(result, _conversation.Terminal);
    }

    [Fact]
    public void A_refused_terminal_frame_does_not_replace_the_first()
    {
        var result = new ResultFrame("{}");
        _conversation.Accept(new HelloFrame(1, "run", 2, 7, "secret"));
        _conversation.Accept(result);

        var breach = Assert.Throws<ProtocolException>(() => _conversation.Accept(new ErrorFrame("late", true, "", null)));

        Assert.Equal(ProtocolBreach.SecondTerminal, breach.Breach);
        Assert.Same(result, _conversation.Terminal);
    }

    [Fact]
    public void A_refused_hello_leaves_the_conversation_closed()
    {
        Assert.Throws<ProtocolException>(() => _conversation.Accept(new HelloFrame(1, "run", 2, 7, "wrong")));

        Assert.False(_conversation.Opened);
    }
}
