using Pawl.Tensors.Autograd;

namespace Pawl.Tensors.Modules;

/// <summary>A gate in (0, 1) per board and channel: mean over the places, linear, ReLU, linear, sigmoid.</summary>
/// <remarks>Hu, Shen and Sun, "Squeeze-and-excitation networks", 2018, equations 2 to 4.</remarks>
internal sealed class SqueezeExcite
{
    public SqueezeExcite(ModelState state, string name)
    {
        SqueezeWeight = state.Parameters[$"{name}squeeze.weight"].Value;
        SqueezeBias = state.Parameters[$"{name}squeeze.bias"].Value;
        ExciteWeight = state.Parameters[$"{name}excite.weight"].Value;
        ExciteBias = state.Parameters[$"{name}excite.bias"].Value;
    }

    /// <summary>(width, channels).</summary>
    public Tensor SqueezeWeight { get; }

    public Tensor SqueezeBias { get; }

    /// <summary>(channels, width).</summary>
    public Tensor ExciteWeight { get; }

    public Tensor ExciteBias { get; }

    /// <summary>Weights N(0, √(2 / fan-in)), biases 0: no normalisation follows, so the scale of the outputs is the one to keep.</summary>
    public static void Declare(ModelDeclaration declaration, string name, int channels, int width)
    {
        declaration.AddParameter($"{name}squeeze.weight", new TensorShape(width, channels), InitialValue.HeNormal(channels));
        declaration.AddParameter($"{name}squeeze.bias", new TensorShape(width), InitialValue.Constant(0));
        declaration.AddParameter($"{name}excite.weight", new TensorShape(channels, width), InitialValue.HeNormal(width));
        declaration.AddParameter($"{name}excite.bias", new TensorShape(channels), InitialValue.Constant(0));
    }

    /// <returns>(boards, channels).</returns>
    public Tensor Gate(Tape tape, Tensor boards)
    {
        var squeezed = tape.Relu(tape.Linear(tape.MeanPool(boards), SqueezeWeight, SqueezeBias));
        return tape.Sigmoid(tape.Linear(squeezed, ExciteWeight, ExciteBias));
    }
}
