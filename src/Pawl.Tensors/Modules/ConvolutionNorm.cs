using Pawl.Tensors.Autograd;
using Pawl.Tensors.Kernels.Convolutions;

namespace Pawl.Tensors.Modules;

/// <summary>relu(norm(conv(x))): a 3 × 3 convolution without bias, batch normalisation, ReLU. The stem of a tower, and half of a block.</summary>
/// <remarks>
/// Tensors: <c>NAME.conv.weight</c> (outputs, inputs, 3, 3), <c>NAME.norm.weight</c>, <c>.bias</c> (parameters),
/// <c>.running_mean</c>, <c>.running_var</c> (buffers).
/// </remarks>
public sealed class ConvolutionNorm
{
    private readonly Tensor _weight;
    private readonly Tensor _gain;
    private readonly Tensor _bias;
    private readonly RunningStatistics _running;

    /// <param name="state">Made of a declaration that <see cref="Declare(ModelDeclaration, string, int, int)"/> added to.</param>
    /// <param name="name">As declared.</param>
    /// <exception cref="KeyNotFoundException">The state holds no such tensors.</exception>
    public ConvolutionNorm(ModelState state, string name)
        : this(state, $"{name}.conv", $"{name}.norm") { }

    internal ConvolutionNorm(ModelState state, string convolution, string norm)
    {
        ArgumentNullException.ThrowIfNull(state);
        _weight = state.Parameters[$"{convolution}.weight"].Value;
        _gain = state.Parameters[$"{norm}.weight"].Value;
        _bias = state.Parameters[$"{norm}.bias"].Value;
        _running = state.RunningStatistics(norm);
    }

    public int Inputs => _weight.Shape[1];

    public int Outputs => _weight.Shape[0];

    /// <summary>
    /// Weights N(0, √(2 / fan-out)), fan-out 9 · outputs, gains 1, biases 0. The normalisation sets the scale of the outputs
    /// whatever the weights' scale is, so the gradients' scale is the one to keep.
    /// </summary>
    /// <param name="inputs">Planes or channels that come in.</param>
    /// <param name="outputs">Channels that go out.</param>
    public static void Declare(ModelDeclaration declaration, string name, int inputs, int outputs) =>
        Declare(declaration, $"{name}.conv", $"{name}.norm", inputs, outputs);

    /// <param name="boards">(boards, height, width, inputs).</param>
    /// <param name="isTraining">True only for a step that moves the weights: it moves the running statistics too.</param>
    /// <returns>(boards, height, width, outputs).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a training batch holds a single position.</exception>
    /// <exception cref="InvalidOperationException">Training mode on a tape that does not record.</exception>
    public Tensor Forward(Tape tape, Tensor boards, bool isTraining = false) => Forward(tape, boards, isTraining, null, true);

    internal static void Declare(ModelDeclaration declaration, string convolution, string norm, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        declaration.AddParameter(
            $"{convolution}.weight",
            new TensorShape(outputs, inputs, 3, 3),
            InitialValue.HeNormal(outputs * ConvolutionShape.Taps)
        );
        declaration.AddParameter($"{norm}.weight", new TensorShape(outputs), InitialValue.Constant(1));
        declaration.AddParameter($"{norm}.bias", new TensorShape(outputs), InitialValue.Constant(0));
        declaration.AddBuffer($"{norm}.running_mean", new TensorShape(outputs), 0);
        declaration.AddBuffer($"{norm}.running_var", new TensorShape(outputs), 1);
    }

    internal Tensor Forward(Tape tape, Tensor boards, bool isTraining, Tensor? residual, bool isRectified) =>
        tape.BatchNorm(tape.Convolution(boards, _weight), _gain, _bias, _running, isTraining, residual, isRectified);

    /// <summary>The convolution and, in its weights and bias, the normalisation of evaluation mode.</summary>
    internal FrozenConvolution Freeze()
    {
        var weight = new float[_weight.Length];
        var bias = new float[Outputs];
        var length = _weight.Length / Outputs;
        for (var j = 0; j < Outputs; j++)
        {
            var factor = _gain.Values[j] / Math.Sqrt((double)_running.Variance.Values[j] + RunningStatistics.Epsilon);
            bias[j] = (float)(_bias.Values[j] - _running.Mean.Values[j] * factor);
            for (var i = 0; i < length; i++)
            {
                weight[j * length + i] = (float)(_weight.Values[j * length + i] * factor);
            }
        }

        return new FrozenConvolution(weight, bias, Inputs, Outputs);
    }
}
