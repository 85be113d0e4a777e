using Pawl.Tensors.Autograd;
using Pawl.Tensors.Files;
using Pawl.Tensors.Modules;

namespace Pawl.Tensors.Tests.Modules;

/// <summary>A tower, behind a stem where there are planes.</summary>
internal sealed class TowerModel
{
    public TowerModel(ResidualTowerSettings settings, int planes, ulong seed = 1)
    {
        var declaration = new ModelDeclaration();
        if (planes > 0)
        {
            ConvolutionNorm.Declare(declaration, "stem", planes, settings.Channels);
        }

        ResidualTower.Declare(declaration, settings);
        State = new ModelState(declaration, seed);
        Stem = planes > 0 ? new ConvolutionNorm(State, "stem") : null;
        Tower = new ResidualTower(State, settings);
    }

    public ModelState State { get; }

    public ConvolutionNorm? Stem { get; }

    public ResidualTower Tower { get; }

    public Tensor Forward(Tape tape, Tensor boards, bool isTraining = false) =>
        Tower.Forward(tape, Stem?.Forward(tape, boards, isTraining) ?? boards, isTraining);

    /// <summary>With the state that a file of the reference starts from.</summary>
    public static TowerModel Load(Safetensors reference)
    {
        var settings = new ResidualTowerSettings(
            int.Parse(reference.Metadata["blocks"]),
            int.Parse(reference.Metadata["channels"]),
            double.Parse(reference.Metadata["ratio"])
        );
        var model = new TowerModel(settings, int.Parse(reference.Metadata["planes"]));
        const string Prefix = "start/";
        model.State.Load(
            new Safetensors(
                reference
                    .Entries.Values.Where(entry => entry.Name.StartsWith(Prefix, StringComparison.Ordinal))
                    .Select(entry => entry with { Name = entry.Name[Prefix.Length..] })
            )
        );
        return model;
    }
}
