using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Autograd;

/// <summary>Records operations on tensors as they run and then carries gradients back through them, last first.</summary>
/// <remarks>
/// Make one, use it for every step, <see cref="Reset"/> it between: objects and native memory are reused by position, so a step
/// of the same shapes allocates nothing after the first. A tensor of the tape must not be used after the reset, nor, but for
/// those without gradient, after <see cref="Backward"/>, which gives memory back as it goes. Not thread-safe.
/// </remarks>
public sealed unsafe partial class Tape : IDisposable
{
    private readonly TapeMemory _memory = new();
    private readonly List<Tensor> _tensors = [];
    private readonly List<Operation> _operations = [];
    private int _usedTensors;
    private int _usedOperations;

    public Tape(ComputeThreads threads)
    {
        ArgumentNullException.ThrowIfNull(threads);
        Threads = threads;
    }

    public ComputeThreads Threads { get; }

    /// <summary>False: values are computed and nothing is kept for a backward pass (evaluation). Set it right after a reset.</summary>
    public bool IsRecording { get; set; } = true;

    /// <summary>Forgets the recording and takes all tensors of the tape back.</summary>
    public void Reset()
    {
        for (var i = _usedOperations - 1; i >= 0; i--)
        {
            _operations[i].Release(this);
        }

        for (var i = _usedTensors - 1; i >= 0; i--)
        {
            Release(_tensors[i]);
        }

        _usedOperations = 0;
        _usedTensors = 0;
        _memory.Gather();
    }

    /// <summary>Adds <paramref name="scale"/> × ∂loss/∂t to the gradient of every tensor t that has one.</summary>
    /// <param name="loss">A single number made by this tape.</param>
    /// <exception cref="ArgumentException">The loss is not one number, or nothing that led to it takes a gradient.</exception>
    public void Backward(Tensor loss, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (loss.Length != 1 || !loss.NeedsGradient || !loss.IsBound)
        {
            throw new ArgumentException(
                $"Backward starts from one number that depends on a tensor with a gradient: got shape {loss.Shape}, "
                    + $"{(loss.NeedsGradient ? "with" : "without")} such a dependency."
            );
        }

        GradientToWrite(loss, out _)[0] = scale;
        for (var i = _usedOperations - 1; i >= 0; i--)
        {
            var operation = _operations[i];
            if (operation.Output.Gradient is not null)
            {
                operation.Backward(this);
            }

            operation.Release(this);
            Release(operation.Output);
        }

        _usedOperations = 0;
    }

    public void Dispose()
    {
        Reset();
        _memory.Dispose();
    }

    internal float* Rent(int floats) => _memory.Rent(floats);

    internal void Return(float* pointer, int floats) => _memory.Return(pointer, floats);

    /// <summary>A tensor of this tape; its elements are not initialised.</summary>
    internal Tensor NewTensor(TensorShape shape)
    {
        if (_usedTensors == _tensors.Count)
        {
            _tensors.Add(Tensor.Unbound());
        }

        var tensor = _tensors[_usedTensors++];
        tensor.Bind(_memory.Rent(shape.Length), shape);
        tensor.NeedsGradient = false;
        return tensor;
    }

    /// <summary>The next operation of the recording, the object of the last recording where the kind is the same.</summary>
    internal T Record<T>(Tensor output)
        where T : Operation, new()
    {
        if (_usedOperations == _operations.Count)
        {
            _operations.Add(new T());
        }

        if (_operations[_usedOperations] is not T operation)
        {
            operation = new T();
            _operations[_usedOperations] = operation;
        }

        _usedOperations++;
        operation.Output = output;
        output.NeedsGradient = true;
        return operation;
    }

    internal bool NeedsGradient(Tensor? tensor) =>
        IsRecording && tensor is not null && (tensor.NeedsGradient || tensor.Gradient is not null);

    /// <summary>Where to write the gradient of an input.</summary>
    /// <param name="isAdding">True: add to what is there. False: nothing is there yet, overwrite it all.</param>
    internal float* GradientToWrite(Tensor tensor, out bool isAdding)
    {
        if (tensor.Gradient is null)
        {
            var gradient = NewTensor(tensor.Shape);
            tensor.Gradient = gradient;
            isAdding = false;
            return gradient.Data;
        }

        isAdding = true;
        return tensor.Gradient.Data;
    }

    /// <summary>Adds the gradient of an operation's output to that of an input, by giving it away where the input has none yet.</summary>
    internal void HandGradientOn(Tensor output, Tensor input)
    {
        if (input.Gradient is null)
        {
            input.Gradient = output.Gradient;
            output.Gradient = null;
        }
        else
        {
            Elementwise.Accumulate(Threads, output.Gradient!.Data, input.Gradient.Data, input.Length, true);
        }
    }

    /// <summary>Takes the memory of a tensor and of its gradient back. May be called again for the same tensor.</summary>
    internal void Release(Tensor tensor)
    {
        if (tensor.Gradient is { } gradient && gradient.IsBound)
        {
            _memory.Return(gradient.Data, gradient.Length);
            gradient.Unbind();
        }

        tensor.Gradient = null;
        if (tensor.IsBound)
        {
            _memory.Return(tensor.Data, tensor.Length);
            tensor.Unbind();
        }
    }
}
