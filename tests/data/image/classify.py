"""Prints what transformers 4.57.6 answers to the made-up picture of recipe.py (23 x 17) with tests/data's small ViT.

Run in an environment with torch, transformers and Pillow: python classify.py
"""
import pathlib
import torch
from transformers import ViTForImageClassification, ViTImageProcessor
from recipe import picture

folder = pathlib.Path(__file__).parent.parent / "oracles/backbones2/backbones/vit-cls"
model = ViTForImageClassification.from_pretrained(folder).eval()
for config in ({"size": 12}, {"size": {"height": 12, "width": 12}, "resample": 3, "image_mean": [0.485, 0.456, 0.406]}):
    pixels = torch.tensor(ViTImageProcessor(**config)(picture(23, 17))["pixel_values"][0])[None]
    with torch.no_grad():
        print(config, model(pixels).logits[0].tolist())
