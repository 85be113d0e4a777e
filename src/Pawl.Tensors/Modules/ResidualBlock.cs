using Pawl.Tensors.Autograd;

namespace Pawl.Tensors.Modules;

/// <summary>relu(x + norm2(conv2(relu(norm1(conv1(x)))))), with squeeze and excitation before the sum where the settings ask for it.</summary>
internal sealed class ResidualBlock
{
    public ResidualBlock(ModelState state, string name, ResidualTowerSettings settings)
    {
        First = new ConvolutionNorm(state, $"{name}conv1", $"{name}norm1");
        Second = new ConvolutionNorm(state, $"{name}conv2", $"{name}norm2");
        SqueezeExcite = settings.HasSqueeze ? new SqueezeExcite(state, name) : null;
    }

    public ConvolutionNorm First { get; }

    public ConvolutionNorm Second { get; }

    public SqueezeExcite? SqueezeExcite { get; }

    public static void Declare(ModelDeclaration declaration, string name, ResidualTowerSettings settings)
    {
        ConvolutionNorm.Declare(declaration, $"{name}conv1", $"{name}norm1", settings.Channels, settings.Channels);
        ConvolutionNorm.Declare(declaration, $"{name}conv2", $"{name}norm2", settings.Channels, settings.Channels);
        if (settings.HasSqueeze)
        {
            SqueezeExcite.Declare(declaration, name, settings.Channels, settings.SqueezeWidth);
        }
    }

    public Tensor Forward(Tape tape, Tensor boards, bool isTraining)
    {
        var inner = First.Forward(tape, boards, isTraining, null, true);
        if (SqueezeExcite is null)
        {
            return Second.Forward(tape, inner, isTraining, boards, true);
        }

        var branch = Second.Forward(tape, inner, isTraining, null, false);
        return tape.GateChannels(branch, SqueezeExcite.Gate(tape, branch), boards, isRectified: true);
    }
}
