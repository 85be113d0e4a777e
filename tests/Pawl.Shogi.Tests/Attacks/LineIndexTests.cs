using System.Runtime.Intrinsics.X86;
using Pawl.TestPrograms;

namespace Pawl.Shogi.Tests.Attacks;

/// <summary>Both ways of looking lines up, each in a process of its own: the choice is made once at start.</summary>
public sealed class LineIndexTests
{
    [Theory]
    [InlineData("PAWL_SHOGI_PEXT", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")] // since .NET 10 the switch of AVX2 takes BMI2 with it
    public void Multiplication_finds_the_same_lines_and_trees(string variable, string value) =>
        Assert.Equal(Expected(usesPext: false), Lines(variable, value));

    [Fact]
    public void Extraction_finds_the_same_lines_and_trees()
    {
        Assert.SkipUnless(Bmi2.X64.IsSupported, "this processor has no PEXT");

        Assert.Equal(Expected(usesPext: true), Lines("PAWL_SHOGI_PEXT", "1"));
    }

    private static string[] Expected(bool usesPext) => [$"pext {usesPext}", "wrong 0", "start 719731", "drops 4809015"];

    private static string[] Lines(string variable, string value)
    {
        var child = ChildProgram.Run([new(variable, value)], "shogi-attacks");
        Assert.Equal((0, ""), (child.ExitCode, child.Errors));
        return child.Lines;
    }
}
