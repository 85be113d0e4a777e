using System.Globalization;
using Pawl.Evolutions.Records;

namespace Pawl.Web.Views.Evolutions;

/// <summary>Ids of elements for what has a name that could be anything.</summary>
internal static class Anchors
{
    public static string Of(PlateauResult plateau, PlateauFeature feature)
    {
        var index = plateau.Features.TakeWhile(other => other.FeatureId != feature.FeatureId).Count();
        return string.Create(CultureInfo.InvariantCulture, $"feature-{plateau.Plateau}-{index + 1}");
    }
}
