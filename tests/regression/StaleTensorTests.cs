using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Regression.Tests;

/// <summary>
/// A tensor of a tape that had been reset has no memory. Given to another operation it was read at address 0: that ended the process with
/// a fatal error and no word of which tensor it was.
/// </summary>
public sealed class StaleTensorTests
{
    [Fact]
    public void An_operation_on_a_tensor_of_a_reset_tape_is_refused()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        using var other = new Tape(threads);
        var shape = new TensorShape(500, 300);
        var stale = tape.Add(new Tensor(shape), new Tensor(shape));

        tape.Reset();

        Assert.Throws<InvalidOperationException>(() => other.Reshape(stale, new TensorShape(150_000)));
    }
}
