using Pawl.Shogi.Engines;

namespace Pawl.Shogi.Tests.Engines;

public sealed class EngineSpecTests
{
    [Fact]
    public void Engines_are_named_by_level_by_adapter_or_by_command_line()
    {
        Assert.Equal(
            (3, 7UL),
            Assert.IsType<EngineSpec.Internal>(EngineSpec.Parse("level:3@7")) is var own ? (own.Level, own.Seed) : default
        );
        Assert.Null(Assert.IsType<EngineSpec.Internal>(EngineSpec.Parse("pawl")).Level);
        Assert.Equal("/opt/gnushogi", Assert.IsType<EngineSpec.Gnu>(EngineSpec.Parse("gnushogi:/opt/gnushogi")).Program);
        Assert.Equal("gnushogi", Assert.IsType<EngineSpec.Gnu>(EngineSpec.Parse("gnushogi")).Program);
        var usi = Assert.IsType<EngineSpec.Usi>(EngineSpec.Parse(" './my engine' --eval \"a b\" '' "));
        Assert.Equal("./my engine", usi.Command.Program);
        Assert.Equal(["--eval", "a b", ""], usi.Command.Arguments);
    }

    [Theory]
    [InlineData("", "expected an engine")]
    [InlineData("level:0", "level:1 to level:10")]
    [InlineData("level:11", "level:1 to level:10")]
    [InlineData("level:3@x", "level:3@7")]
    [InlineData("gnushogi:", "a path after")]
    [InlineData("'open", "a closing '")]
    public void What_names_no_engine_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => EngineSpec.Parse(text)).Message);

    [Fact]
    public void Options_are_names_with_or_without_a_value()
    {
        Assert.Equal(new("Skill Level", "5"), EngineSpec.ParseOption("Skill Level=5"));
        Assert.Equal(new("Path", "a=b"), EngineSpec.ParseOption("Path=a=b"));
        Assert.Equal(new("Clear Hash", ""), EngineSpec.ParseOption("Clear Hash"));
        Assert.Throws<FormatException>(() => EngineSpec.ParseOption("=5"));
    }
}
