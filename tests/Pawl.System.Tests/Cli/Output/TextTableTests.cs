using Pawl.Cli.Output;

namespace Pawl.System.Tests.Cli.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_line_up_and_the_last_one_is_cut_to_the_width()
    {
        var table = new TextTable("RUN", "STATE", "NAME");
        table.Add("01JDQ", "running", "a name that is much too long for the line");
        table.Add("01JDR", "queued", "b");
        var text = new StringWriter { NewLine = "\n" };

        table.Write(text, 30);

        Assert.Equal("RUN    STATE    NAME\n01JDQ  running  a name that i…\n01JDR  queued   b\n", text.ToString());
    }

    [Fact]
    public void Without_a_width_nothing_is_cut()
    {
        var table = new TextTable("NAME");
        var name = new string('x', 500);
        table.Add(name);
        var text = new StringWriter { NewLine = "\n" };

        table.Write(text, null);

        Assert.Equal($"NAME\n{name}\n", text.ToString());
    }
}
