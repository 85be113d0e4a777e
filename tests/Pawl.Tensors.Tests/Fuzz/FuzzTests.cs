using System.Buffers.Binary;
using System.Text;
using Pawl.Tensors.Tests.Fallbacks;
using Pawl.TestPrograms;

namespace Pawl.Tensors.Tests.Fuzz;

/// <summary>Random shapes, strides and values on guarded memory, in a process of their own: a float too far ends it.</summary>
public sealed class FuzzTests : IDisposable
{
    private readonly string _progress = Path.GetTempFileName();

    [Fact]
    public void A_hundred_thousand_cases_leave_every_kernel_right() => Passes([], "--seed", "1", "--cases", "100000");

    [Theory]
    [MemberData(nameof(InstructionSets.Fallbacks), MemberType = typeof(InstructionSets))]
    public void Kernels_without_their_instructions_keep_within_their_tensors_too(string set) =>
        Passes(InstructionSets.Environments[set], "--seed", "2", "--cases", "3000");

    [Fact]
    public void A_kernel_that_reads_a_float_too_far_is_caught_with_the_number_of_its_case()
    {
        var run = ChildProgram.Run([], "fuzz", "--kernel", "trespass", "--progress", _progress);
        var (number, kernel) = LastCase();

        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal("trespass", kernel);
        Assert.NotEqual(0, ChildProgram.Run([], "fuzz", "--kernel", "trespass", "--case", $"{number}").ExitCode);
        Assert.Equal(0, ChildProgram.Run([], "fuzz", "--kernel", "trespass", "--cases", $"{number}").ExitCode);
    }

    public void Dispose() => File.Delete(_progress);

    private void Passes(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var run = ChildProgram.Run(environment, ["fuzz", .. arguments, "--progress", _progress]);
        var (number, kernel) = LastCase();
        Assert.True(
            run.ExitCode == 0,
            $"case {number} ({kernel}) of {string.Join(' ', arguments)}, exit code {run.ExitCode}:\n{run.Errors}"
        );
        TestContext.Current.TestOutputHelper?.WriteLine(run.Output);
    }

    private (long Number, string Kernel) LastCase()
    {
        var bytes = File.ReadAllBytes(_progress);
        return (BinaryPrimitives.ReadInt64LittleEndian(bytes), Encoding.ASCII.GetString(bytes, 8, 24).TrimEnd());
    }
}
